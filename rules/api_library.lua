---@meta
-- 规则包能用的每一个词，供装了 LuaLS 的编辑器提示。由 `yiting rules api` 打印，不要手改。
-- Every name that a rule pack may use, for editors with LuaLS. Printed by `yiting rules api`:
-- do not edit. Nothing runs this file and no bundle has it.

---是假就出错。 An error when false.
---@param v any
---@param message? string
---@return any
function assert(v, message) end

---出错，规则到此为止。 An error: the rule ends.
---@param message string
function error(message) end

---逐个走过列表。 Walks a list.
---@param list any[]
---@return fun(): integer, any
function ipairs(list) end

---逐个走过表：先整数，再按字节排的文字。 Walks a table: integers ascending, then strings bytewise.
---@param t table
---@return fun(): any, any
function pairs(t) end

---规则包或 lib 里的另一个文件，只运行一次。 Another file of the pack or of lib; runs once.
---@param name string
---@return any
function require(name) end

---第 n 个以后的参数，或 "#" 个数。 Arguments from the n-th, or "#": how many.
---@param n integer | "#"
---@param ... any
---@return any ...
function select(n, ...) end

---十进制整数，否则是 nil。 A decimal integer, else nil.
---@param v any
---@return integer?
function tonumber(v) end

---nil、真假、整数、文字。 Of nil, boolean, integer, string.
---@param v any
---@return string
function tostring(v) end

---是哪一种值。 The kind of a value.
---@param v any
---@return string
function type(v) end

calendar = {}

---那一天上班吗？ Is the day of that instant worked?
---@param ms integer
---@return boolean
function calendar.is_workday(ms) end

---再过 n 个工作日的到期时刻。 When n working days from that instant fall due.
---@param ms integer
---@param n integer
---@return integer due_ms
function calendar.after_workdays(ms, n) end

---那一刻的年、月、日。 Year, month and day of that instant.
---@param ms integer
---@return integer year
---@return integer month
---@return integer day
function calendar.date(ms) end

---@class stringlib
string = {}

---字节。 Bytes.
---@param s string
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@param to? integer
---@return integer ...
function string.byte(s, from, to) end

---由字节成文字。 A string of bytes.
---@param ... integer
---@return string
function string.char(...) end

---找一段文字，没有通配符。 Finds a part; no patterns.
---@param s string
---@param part string
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@return integer? first
---@return integer? last
function string.find(s, part, from) end

---只有 %d %s %x %%。 %d %s %x %% only.
---@param format string
---@param ... any
---@return string
function string.format(format, ...) end

---多少字节。 How many bytes.
---@param s string
---@return integer
function string.len(s) end

---小写，只管 ASCII。 Lower case, ASCII only.
---@param s string
---@return string
function string.lower(s) end

---重复 n 遍。 n times over.
---@param s string
---@param n integer
---@param separator? string
---@return string
function string.rep(s, n, separator) end

---倒过来，按字节。 Backwards, by bytes.
---@param s string
---@return string
function string.reverse(s) end

---一段，按字节。 A part, by bytes.
---@param s string
---@param from integer
---@param to? integer
---@return string
function string.sub(s, from, to) end

---大写，只管 ASCII。 Upper case, ASCII only.
---@param s string
---@return string
function string.upper(s) end

---按分隔符拆开。 Taken apart at the separator.
---@param s string
---@param separator string
---@return string[]
function string.split(s, separator) end

---去掉两头的空白。 Without blanks at both ends.
---@param s string
---@return string
function string.trim(s) end

---以这一段开头吗？ Does it begin with the part?
---@param s string
---@param part string
---@return boolean
function string.starts(s, part) end

---以这一段结尾吗？ Does it end with the part?
---@param s string
---@param part string
---@return boolean
function string.ends(s, part) end

table = {}

---连成一段文字。 Joined to a string.
---@param list (string | integer)[]
---@param separator? string
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@param to? integer
---@return string
function table.concat(list, separator, from, to) end

---放进列表。 Puts into a list: (list, value) or (list, position, value).
---@param list any[]
---@param position any
---@param value? any
function table.insert(list, position, value) end

---成一个列表，n 是个数。 A list; n is how many.
---@param ... any
---@return table
function table.pack(...) end

---从列表里拿出。 Takes out of a list.
---@param list any[]
---@param position? integer
---@return any
function table.remove(list, position) end

---稳定排序。 Sorts, stably.
---@param list any[]
---@param before? fun(a: any, b: any): boolean
function table.sort(list, before) end

---列表里的每一个。 Each of a list.
---@param list any[]
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@param to? integer
---@return any ...
function table.unpack(list, from, to) end

math = {}

---绝对值。 Without its sign.
---@param a integer
---@return integer
function math.abs(a) end

---整除，向下。 Divided, rounded down.
---@param a integer
---@param b integer
---@return integer
function math.idiv(a, b) end

---余数，向下。 The rest of idiv.
---@param a integer
---@param b integer
---@return integer
function math.imod(a, b) end

---最大的。 The largest.
---@param a integer
---@param ... integer
---@return integer
function math.max(a, ...) end

---最小的。 The smallest.
---@param a integer
---@param ... integer
---@return integer
function math.min(a, ...) end

---a × b ÷ c，向下，中间不溢出。 a * b / c, rounded down, through 128 bits.
---@param a integer
---@param b integer
---@param c integer
---@return integer
function math.muldiv(a, b, c) end

---当作无符号数，a < b 吗？ Is a < b, both without sign?
---@param a integer
---@param b integer
---@return boolean
function math.ult(a, b) end

---最大的整数。 The largest integer.
---@type integer
math.maxinteger = nil

---最小的整数。 The smallest integer.
---@type integer
math.mininteger = nil

utf8 = {}

---由码点成文字。 A string of code points.
---@param ... integer
---@return string
function utf8.char(...) end

---码点。 Code points.
---@param s string
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@param to? integer
---@return integer ...
function utf8.codepoint(s, from, to) end

---逐个走过码点。 Walks the code points.
---@param s string
---@return fun(): integer, integer
function utf8.codes(s) end

---多少个字。 How many characters.
---@param s string
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@param to? integer
---@return integer?
function utf8.len(s, from, to) end

---第 n 个字从哪个字节开始。 The byte at which the n-th character begins.
---@param s string
---@param n integer
---@param from? integer 从 1 数，负数从末尾数 / from 1; negative from the end
---@return integer?
function utf8.offset(s, n, from) end
