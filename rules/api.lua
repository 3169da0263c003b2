---@meta
-- The words of a rule pack, for editors with LuaLS. Nothing runs this file and no bundle has it;
-- what each word means is in docs/formats/pack.md.

---@alias Title string | { [1]: string, [2]: string }  "中文", or { "中文", "English" }
---@alias Role string  a role's id, or opener | party | lead | invitee | participant
---@alias Effect "assign"|"report_in"|"invite"|"confirm"|"rate"|"nudge"|"alert"
---@alias Audience "public"|"community"|"parties"|"staff"|"self"

---@class Item
---@class Late
---@class Quantity
---@class ParamReference
---@class Refusal

---@class Limits
---@field min? integer of a ratio in percent
---@field max? integer
---@field source? string the law or notice that it comes from

---@class MatterCopy
---@field id string hexadecimal
---@field procedure string
---@field stage string
---@field category string
---@field lead string
---@field level string
---@field opener_class string
---@field opened_ms integer
---@field stage_ms integer
---@field counts table<string, integer> "coming", "taken.ACTION", …; what nobody counts is 0

---@class CommandCopy
---@field inputs table<string, any>
---@field roles string[]

---@alias When fun(m: MatterCopy, cmd: CommandCopy, now: integer): true | Refusal

---@class PackBody
---@field id string
---@field version string
---@field title? Title

---@class ProcedureBody
---@field title? Title
---@field may_open (string | Item)[]
---@field needs? table<string, any>
---@field first? string
---@field when? When

---@class StageBody
---@field title? Title
---@field step? integer
---@field hint? Title

---@class ActionBody
---@field title? Title
---@field by Role | Role[]
---@field needs? table<string, any>
---@field does? Effect | Effect[]
---@field to? string
---@field outcome? string
---@field signers? integer | ParamReference
---@field once? boolean
---@field when? When

---@class DeadlineBody
---@field within Quantity
---@field on_late? Late
---@field again? Item

---@class FieldBody
---@field title? Title
---@field optional? boolean
---@field audience? Audience
---@field min? integer
---@field max? integer
---@field options? { [1]: string, [2]: string, [3]: string? }[]

---@class MetricBody
---@field title? Title
---@field version string
---@field num string | string[]
---@field num_minus? string | string[]
---@field den? string | string[]
---@field den_minus? string | string[]
---@field note? Title

---@param body PackBody
---@return Item
function pack(body) end

---@param body table<string, Quantity>
---@return Item
function params(body) end

---@param amount integer | ParamReference
---@param title? Title
---@param limits? Limits
---@return Quantity
function workdays(amount, title, limits) end

---@param amount integer | ParamReference
---@param title? Title
---@param limits? Limits
---@return Quantity
function days(amount, title, limits) end

---@param amount integer | ParamReference
---@param title? Title
---@param limits? Limits
---@return Quantity
function hours(amount, title, limits) end

---@param amount integer
---@param title Title
---@param limits? Limits
---@return Quantity
function count(amount, title, limits) end

---@param part integer
---@param whole integer
---@param title Title
---@param limits? Limits
---@return Quantity
function ratio(part, whole, title, limits) end

---@param id string
---@return ParamReference
function param(id) end

---@param id string
---@return fun(body: { rank: integer }): Item
function level(id) end

---@param id string
---@return fun(body: { staff?: boolean, level?: string }): Item
function role(id) end

---@param id string
---@return fun(body: { kind?: "office"|"centre"|"community"|"agency"|"company"|"committee" }): Item
function unit(id) end

---@param id string
---@return fun(body: { lead: string, assisting?: string[] }): Item
function category(id) end

---@param id string
---@return fun(body: table): Item
function outcome(id) end

---@param id string
---@return fun(body: ProcedureBody): Item
function procedure(id) end

---@param id string
---@return fun(body: { roles: string[] }): Item
function opener(id) end

---@param id string
---@return fun(body: StageBody): Item
function stage(id) end

---@param body DeadlineBody
---@return Item
function deadline(body) end

---@param level string
---@return Late
function escalate(level) end

---@param stage string
---@return Late
function enter(stage) end

---@param outcome string
---@return Late
function close(outcome) end

---@param id string
---@return fun(body: ActionBody): Item
function action(id) end

---@param id string
---@return fun(body: MetricBody): Item
function metric(id) end

---@param body FieldBody
---@return Item
function text(body) end

---@param body FieldBody
---@return Item
function photo(body) end

---@param body FieldBody
---@return Item
function code(body) end

---@param body FieldBody
---@return Item
function number(body) end

---@param body FieldBody
---@return Item
function instant(body) end

---@param body FieldBody
---@return Item
function members(body) end

---@param code string
---@return Refusal
function refuse(code) end

---The parameter as the street set it; of a ratio part and whole. In `when` functions only.
---@param id string
---@return integer value
---@return integer? whole
function value(id) end

---@param list any[]
---@param wanted any
---@return boolean
function includes(list, wanted) end

---@class CalendarApi
calendar = {}

---@param ms integer
---@return boolean
function calendar.is_workday(ms) end

---@param ms integer
---@param count integer
---@return integer due_ms
function calendar.after_workdays(ms, count) end

---@param s string
---@param separator string
---@return string[]
function string.split(s, separator) end

---@param s string
---@return string
function string.trim(s) end

---@param s string
---@param part string
---@return boolean
function string.starts(s, part) end

---@param s string
---@param part string
---@return boolean
function string.ends(s, part) end

---@param a integer
---@param b integer
---@return integer floor
function math.idiv(a, b) end

---@param a integer
---@param b integer
---@return integer floor
function math.imod(a, b) end

---@param a integer
---@param b integer
---@param c integer
---@return integer floor a * b / c, through 128 bits
function math.muldiv(a, b, c) end
