---@meta
-- 规则包能用的每一个词，供装了 LuaLS 的编辑器提示。由 `yiting rules api` 打印，不要手改。
-- Every name that a rule pack may use, for editors with LuaLS. Printed by `yiting rules api`:
-- do not edit. Nothing runs this file and no bundle has it.

---@alias Title string | { [1]: string, [2]: string }  "中文", or { "中文", "English" }
---@alias Role string  a role's id, or opener | party | lead | invitee | participant | elector
---@alias Effect "assign" | "alert" | "report_in" | "reply" | "invite" | "confirm" | "vote"
---| "rate" | "nudge"
---@alias Audience "public" | "community" | "parties" | "staff" | "self"
---@alias When fun(m: MatterCopy, cmd: CommandCopy, now: integer): true | Refusal

---规则包本身。 The pack itself.
---@class PackBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field id string 小写英文编号 / small letters
---@field version string 改了规矩就换一个 / a new one for new rules

---参数的范围和出处。 A parameter's range and source.
---@class Limits
---@field min? integer 比例以百分数计 / of a ratio in percent
---@field max? integer
---@field source? string 哪部法规或通知写的 / the law or notice that it comes from

---层级。 A level.
---@class LevelBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field rank integer 1 是社区，2 是街道 / 1 = community, 2 = street

---角色。 A role.
---@class RoleBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field staff? boolean 工作人员 / reads what staff may read
---@field level? string 上报到哪一层由他接手 / takes over what is escalated to it

---科室、站所、公司。 An office, agency or company.
---@class UnitBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field kind? "office" | "centre" | "community" | "agency" | "company" | "committee"

---事项的类别：归谁牵头。 A kind of matter: who leads.
---@class CategoryBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field lead string 牵头单位，只有一个 / exactly one unit
---@field assisting? string[] 协办单位 / units

---事项怎样结束。 How a matter can end.
---@class OutcomeBody
---@field title? Title 名称；或写在最前面 / or stands first

---拒绝时给人看的话。 What a person reads for a refusal.
---@class RefusalBody
---@field title? Title 名称；或写在最前面 / or stands first

---一类提请人。 A class of those who may open.
---@class OpenerBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field roles string[]

---谁可以启用另一版规则。 Who may put another pack in force.
---@class ActivationBody
---@field by string | string[] 角色 / roles
---@field signers? integer 几个人签 / so many members
---@field procedure? string 先要这个规程表决 / a vote of this procedure first
---@field outcome? string 并以此结果结束 / closed with this outcome

---指标和它的公式。 A figure with its formula.
---@class MetricBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field version string 改公式就换一个 / a new one for a new formula
---@field num string | string[] 分子：计数之和 / counters, added
---@field num_minus? string | string[]
---@field den? string | string[] 分母 / denominator
---@field den_minus? string | string[]
---@field note? Title

---规程：环节、动作，也许还有总时限。 A procedure: stages, actions, perhaps a clock of the whole matter.
---@class ProcedureBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field may_open (string | Item)[] 角色，或 opener { … } / roles, or opener { … }
---@field needs? table<string, any> 提请时要填什么 / what opening asks for
---@field first? string 从哪个环节开始 / the stage it begins in
---@field when? When

---环节：动作、时限、表决。 A stage: actions, a deadline, a poll.
---@class StageBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field step? integer 公布的第几步 / the published number
---@field hint? Title

---时限。 A deadline.
---@class DeadlineBody
---@field within Quantity workdays、days 或 hours / workdays, days or hours
---@field on_late? Verdict 有人逾期：escalate、enter 或 close / somebody is late: escalate, enter or close
---@field at_end? Verdict 期满：close、enter 或 tally / a period is over: close, enter or tally
---@field again? Item 下一个 deadline / the next deadline

---表决。 A vote.
---@class PollBody
---@field electors string[] 可以投票的角色 / roles
---@field per? "member" | "household"
---@field turnout? Quantity | ParamReference 至少多少人参加 / so many must take part
---@field approve Quantity | ParamReference 多少同意才通过 / so many must be for it
---@field of "electors" | "voted" | "decided" 按什么算 / of what
---@field above? boolean 要超过，不是达到 / more than, not at least
---@field passed Verdict enter 或 close / enter or close
---@field failed Verdict enter 或 close / enter or close

---动作：谁做、填什么、然后怎样。 An action: by whom, with what, and what follows.
---@class ActionBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field by Role | Role[]
---@field needs? table<string, any> 要填什么 / what it asks for
---@field does? Effect | Effect[]
---@field to? string 去哪个环节 / the next stage
---@field outcome? string 以此结果结束 / closes the matter
---@field signers? integer | ParamReference 要几个人 / so many members
---@field all_parties? boolean 每个责任方都答复了才走 / moves when every party replied
---@field once? boolean 每人一次 / once a member
---@field when? When

---要填的一项。 Something that is asked for.
---@class FieldBody
---@field title? Title 名称；或写在最前面 / or stands first
---@field optional? boolean 可以不填 / may be left out
---@field audience? Audience 谁可以看 / who may read it
---@field min? integer
---@field max? integer
---@field options? { [1]: string, [2]: string, [3]: string? }[] 编号、中文、English

---when 函数看到的事项：只有结构，没有文字。 The matter as a when function sees it: structure, never prose.
---@class MatterCopy
---@field id string
---@field procedure string
---@field stage string
---@field category string
---@field lead string
---@field level string 上报到的层级，没有就是空 / escalated to, or empty
---@field opener_class string
---@field opened_ms integer
---@field stage_ms integer 进入本环节的时刻 / when the stage was entered
---@field counts table<string, integer> 例如 coming、taken.动作；没有的是 0 / as coming, taken.ACTION; else 0

---when 函数看到的指令。 The command as a when function sees it.
---@class CommandCopy
---@field inputs table<string, any> 填了什么 / what was filled in
---@field roles string[] 做的人的角色和关系 / roles and relations of who acts
---@field by_opener boolean 做的人就是提请人，或替他提请的人 / who acts opened the matter, for themselves or for another

---规则包里的一项。 An entry of a pack.
---@class Item

---时间、数量或比例。 A time, a number or a ratio.
---@class Quantity

---对一个参数的引用。 Refers to a parameter.
---@class ParamReference

---时限或表决之后怎样。 What follows a deadline or a vote.
---@class Verdict

---拒绝。 A refusal.
---@class Refusal

---节假日和调休都算对的日历。 The calendar, holidays and make-up days included.
---@class CalendarApi

---规则包，pack.lua 以它结尾。 The pack; pack.lua ends with it.
---@param body PackBody
---@return Item
function pack(body) end

---街道可以改的数字。 Numbers that the street may change.
---@param body table<string, Quantity>
---@return Item
function params(body) end

---层级。 A level.
---@param id string
---@return fun(body: LevelBody): Item
function level(id) end

---角色。 A role.
---@param id string
---@return fun(body: RoleBody): Item
function role(id) end

---单位。 A unit.
---@param id string
---@return fun(body: UnitBody): Item
function unit(id) end

---类别。 A category.
---@param id string
---@return fun(body: CategoryBody): Item
function category(id) end

---结果。 An outcome.
---@param id string
---@return fun(body: OutcomeBody): Item
function outcome(id) end

---拒绝的话。 The text of a refusal.
---@param id string
---@return fun(body: RefusalBody): Item
function refusal(id) end

---规程。 A procedure.
---@param id string
---@return fun(body: ProcedureBody): Item
function procedure(id) end

---一类提请人。 A class of openers.
---@param id string
---@return fun(body: OpenerBody): Item
function opener(id) end

---环节。 A stage.
---@param id string
---@return fun(body: StageBody): Item
function stage(id) end

---动作。 An action.
---@param id string
---@return fun(body: ActionBody): Item
function action(id) end

---指标。 A metric.
---@param id string
---@return fun(body: MetricBody): Item
function metric(id) end

---时限。 A deadline.
---@param body DeadlineBody
---@return Item
function deadline(body) end

---表决。 A vote.
---@param body PollBody
---@return Item
function poll(body) end

---谁可以启用另一版规则。 Who may put another pack in force.
---@param body ActivationBody
---@return Item
function activation(body) end

---工作日，节假日和调休都算对。 Working days by the State Council's notices.
---@param amount integer | ParamReference
---@param title? Title 在 params 里 / in params
---@param limits? Limits
---@return Quantity
function workdays(amount, title, limits) end

---自然日。 Every day counts.
---@param amount integer | ParamReference
---@param title? Title 在 params 里 / in params
---@param limits? Limits
---@return Quantity
function days(amount, title, limits) end

---小时，按钟表走。 Hours by the clock.
---@param amount integer | ParamReference
---@param title? Title 在 params 里 / in params
---@param limits? Limits
---@return Quantity
function hours(amount, title, limits) end

---数量，只在 params 里。 A number, in params only.
---@param amount integer | ParamReference
---@param title? Title 在 params 里 / in params
---@param limits? Limits
---@return Quantity
function count(amount, title, limits) end

---比例，例如 ratio(1, 2)。 A ratio, as ratio(1, 2).
---@param part integer
---@param whole integer
---@param title? Title
---@param limits? Limits
---@return Quantity
function ratio(part, whole, title, limits) end

---用一个参数的值。 The value of a parameter.
---@param id string
---@return ParamReference
function param(id) end

---逾期后上报到这一层。 When late: into the hands of this level.
---@param id string
---@return Verdict
function escalate(id) end

---然后进入这个环节。 Then the matter enters this stage.
---@param id string
---@return Verdict
function enter(id) end

---然后以此结果结束。 Then the matter closes with this outcome.
---@param id string
---@return Verdict
function close(id) end

---期满计票。 Time is up: the poll is counted.
---@type Verdict
tally = nil

---填文字。 Asks for text.
---@param body FieldBody
---@return Item
function text(body) end

---要照片。 Asks for a photo.
---@param body FieldBody
---@return Item
function photo(body) end

---从几个选项里选一个。 Asks for one of some options.
---@param body FieldBody
---@return Item
function code(body) end

---填数字。 Asks for a number.
---@param body FieldBody
---@return Item
function number(body) end

---填时间。 Asks for a time.
---@param body FieldBody
---@return Item
function instant(body) end

---选人。 Asks for members.
---@param body FieldBody
---@return Item
function members(body) end

---选一个规则包。 Asks for a rule pack.
---@param body FieldBody
---@return Item
function rule_pack(body) end

---when 函数说不。 A when function says no.
---@param id string
---@return Refusal
function refuse(id) end

---列表里有没有这一个？ Does the list have the value?
---@param list any[]
---@param value any
---@return boolean
function includes(list, value) end

---参数值；比例有两个数。只在 when 里。 A parameter's value; of a ratio two. In when only.
---@param id string
---@return integer value
---@return integer? whole
function value(id) end
