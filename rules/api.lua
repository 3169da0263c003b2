---@meta
-- 规则包能用的每一个词，供装了 LuaLS 的编辑器提示。由 `yiting rules api` 打印，不要手改。
-- Every name that a rule pack may use, for editors with LuaLS. Printed by `yiting rules api`:
-- do not edit. Nothing runs this file and no bundle has it.

---中文，或 { 中文, English }。 Chinese, or both.
---@alias Title
---| string # "中文" / Chinese alone
---| { [1]: string, [2]: string } # { "中文", "English" } / both

---角色的编号，或和这件事的关系。 A role's id, or how somebody stands to the matter.
---@alias Role
---| string # people.lua 里的角色 / a role of people.lua
---| "opener" # 提请人 / who opened it
---| "party" # 责任方的人 / somebody of a party
---| "lead" # 牵头责任方的人 / somebody of the lead
---| "invitee" # 被约请的人 / somebody who was invited
---| "participant" # 提请人、责任方和被约请的人 / opener, parties and invitees
---| "elector" # 可以投票的人 / who may vote
---| "reviewer" # 被点名联审的人 / somebody named as a reviewer
---| "supporter" # 附议的人 / somebody who stands behind it
---| "asked" # 附议了相同事项、还没有表态的人 / who stands behind a linked matter and has not answered
---| "neighbour" # 住在这个地方、或在那里的组织任职的人 / who lives at the matter's place or sits in a body there

---动作带来什么。 What an action brings about.
---@alias Effect
---| "assign" # 定类别和责任方，要填 category / sets category and parties
---| "alert" # 增加责任方，要填 parties / adds parties
---| "report_in" # 责任方报到 / a party reports in
---| "reply" # 责任方答复 / a party replies
---| "invite" # 约请，要填 members / invites members
---| "confirm" # 说来不来，要填 coming / says whether they come
---| "vote" # 投票，要填 choice / votes by choice
---| "enter_ballot" # 录入纸票，要填 room 和 choice；两人录入一致才算 / enters a paper ballot of room by choice; cast when two officers agree
---| "rate" # 评价，要填 score / rates by score
---| "nudge" # 催办 / asks to hurry
---| "attend" # 到会，要填 mode / is there, by mode
---| "name_reviewers" # 点名联审的人，要填 reviewers / names the reviewers
---| "opine" # 发表意见，要填 opinion；可填 reply_to、from / gives an opinion; reply_to and from if one likes
---| "praise" # 点赞一条意见，要填 about / praises the opinion of that number
---| "report" # 举报一条意见，要填 about / reports it as abuse
---| "hide" # 隐藏或恢复一条意见，要填 about 和 reason / hides it, or shows it again, with a reason
---| "support" # 附议 / stands behind the matter
---| "link" # 并入相同的事项，要填 duplicates / links matters that are the same
---| "unlink" # 撤销并入，要填 duplicates / takes a link back
---| "answer_link" # 是否也支持主件，要填 agree / says whether one stands behind this one too
---| "propose_option" # 提出一个选项，要填 option；可填 cost / proposes an option; cost if there is a budget
---| "set_task" # 交办任务，要填 party、task、due / sets a task for a party
---| "report_task" # 报告任务完成，要填 number / says that a task is done
---| "judge_task" # 验收任务，要填 number 和 accepted / accepts a task or gives it back
---| "measure" # 记录指标，要填 indicator、when、value / measures an indicator before or after
---| "publish_case" # 收入案例库，要填 summary / puts it into the case library
---| "appoint" # 任命，要写 appoints；提请时填的 member 得到这个角色 / gives the role to the member that the opening named
---| "dismiss" # 免去，要写 appoints / takes the role away
---| "tell" # 把结果告诉提出、附议、受邀和责任方 / tells the result to all whom the matter concerns

---怎样投、怎样数。 How one votes and how it is counted.
---@alias PollMethod
---| "for_against" # 同意、反对、弃权；不写就是它 / for, against, abstain; the default
---| "choice" # 选一个，票最多的当选，并列不算 / one option; the one with most, no tie
---| "approval" # 可选几个，票最多的 seats 个当选 / any of them; the first seats win
---| "ranking" # 排顺序，逐轮淘汰末位 / in order; the last is struck out by rounds
---| "budget" # 在预算内选，票多的先列入 / within a budget, by ballots

---谁可以看。 Who may read it.
---@alias Audience
---| "public" # 所有人 / everybody
---| "community" # 本社区 / the community
---| "parties" # 相关各方 / those concerned
---| "staff" # 工作人员 / staff
---| "self" # 本人 / who wrote it

---哪一种单位。 The kind of a unit.
---@alias UnitKind
---| "office" # 科室 / an office of the street
---| "centre" # 中心 / a centre
---| "community" # 社区 / a community
---| "agency" # 站所 / an agency posted here
---| "company" # 公司 / a company
---| "committee" # 委员会 / a committee of residents or owners

---同意的比例按什么算。 Of what the share in favour is taken.
---@alias PollBase
---| "electors" # 全体可以投票的人 / all who may vote
---| "voted" # 投了票的人 / all who voted
---| "decided" # 投了同意或反对的人 / all who voted for or against

---要填的一项：text、photo …… 或类别、单位的列表。 Something asked for: text, photo …, or a list of categories or units.
---@alias Asked
---| Item # 写了 { … } 的 / with { … }
---| Item[] # 类别或单位里的 / one or some of the list
---| fun(body: FieldBody): Item # 光写一个词 / the bare word

---小函数：可以就 return true，不可以就 return refuse "编号"。 A function: return true, or return refuse "code".
---@alias When
---| fun(m: MatterCopy, cmd: CommandCopy, now: integer): true | Refusal # 事项、指令、此刻（毫秒） / the matter, the command, now in milliseconds

---规则包本身。 The pack itself.
---@class PackBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field id string 小写英文编号 / its id, in small letters
---@field version string 改了规矩就换一个 / a new one for new rules
---@field dated? string 规矩的日期，年-月-日 / the day of the rules, year first
---@field trial? boolean 试行的写 true / true for rules on trial

---参数的范围和出处。 A parameter's range and source.
---@class Limits
---@field min? integer 最小；比例以百分数计 / at least; of a ratio in percent
---@field max? integer 最大；比例以百分数计 / at most; of a ratio in percent
---@field source? string 哪部法规或通知写的 / the law or notice that it comes from

---层级。 A level.
---@class LevelBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field rank integer 1 是社区，2 是街道 / 1 = community, 2 = street

---角色。 A role.
---@class RoleBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field staff? boolean 工作人员 / reads what staff may read
---@field level? string 上报到哪一层由他接手 / takes over what is escalated to it
---@field appointed? boolean 只能经任命程序得到 / given by an appointment alone

---科室、站所、公司。 An office, agency or company.
---@class UnitBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field kind? UnitKind 哪一种单位 / the kind of a unit

---事项的类别：归谁牵头。 A kind of matter: who leads.
---@class CategoryBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field lead string 牵头单位，只有一个 / exactly one unit
---@field assisting? string | string[] 协办单位 / units that assist

---一种地方，从大到小写。 A kind of place, the largest first.
---@class PlaceKindBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first

---一种组织。 A kind of body.
---@class BodyBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field at? string | string[] 设在哪几种地方；不写就是全社区一个 / the kinds of places that have one; without it the whole community

---指标。 An indicator.
---@class IndicatorBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first

---来源。 A source.
---@class SourceBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first

---业主表决在哪里进行才有约束力。 Where an owners' vote binds.
---@class OwnersVoteBody
---@field when? boolean | ParamReference 是 false 就不算；可以是一个开关 / not so when false; a switch may say it
---@field where Title 平台的名称 / the platform
---@field source string 哪个通知写的 / the notice that says so

---用不用系统的各个部分：true、false，或一个开关。 Parts of the system that are used: true, false, or a switch.
---@class ModulesBody
---@field messages? boolean | ParamReference 留言 / messages
---@field practice? boolean | ParamReference 练习 / matters opened for practice
---@field importing? boolean | ParamReference 从别的平台导入 / items from elsewhere
---@field venues? boolean | ParamReference 场地和预订 / venues and bookings
---@field cases? boolean | ParamReference 案例库 / the case library
---@field orders? boolean | ParamReference 工单 / work orders
---@field posters? boolean | ParamReference 扫海报申请加入 / asking to join by a poster

---事项怎样结束。 How a matter can end.
---@class OutcomeBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first

---拒绝时给人看的话。 What a person reads for a refusal.
---@class RefusalBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first

---一类提请人。 A class of those who may open.
---@class OpenerBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field roles string | string[] 哪些角色 / the roles of this class

---谁可以启用另一版规则。 Who may put another pack in force.
---@class ActivationBody
---@field by string | string[] 角色 / roles
---@field signers? integer 几个人签 / so many members
---@field procedure? string 先要这个规程表决 / a vote of this procedure first
---@field outcome? string 并以此结果结束 / closed with this outcome

---指标和它的公式。 A figure with its formula.
---@class MetricBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field version string 改公式就换一个 / a new one for a new formula
---@field num string | string[] 分子：计数之和 / counters, added
---@field num_minus? string | string[] 从分子里减去 / taken off the numerator
---@field den? string | string[] 分母：计数之和 / the denominator: counters, added
---@field den_minus? string | string[] 从分母里减去 / taken off the denominator
---@field note? Title 公式的说明 / the formula in words

---规程：环节、动作，也许还有总时限。 A procedure: stages, actions, perhaps a clock of the whole matter.
---@class ProcedureBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field may_open string | (string | Item)[] 角色，或 opener { … } / roles, or opener { … }
---@field needs? table<string, Asked> 提请时要填什么 / what opening asks for
---@field first? string 从哪个环节开始 / the stage it begins in
---@field within? string | string[] 事项关于哪一种地方；只有那里的人参加 / place kinds: each matter is about one place, for those who live there
---@field reopen_days? integer | ParamReference 办结后多少天内可以再提 / so long it can be taken up again
---@field when? When 另外的条件 / a further condition for opening

---环节：动作、时限、表决。 A stage: actions, a deadline, a poll.
---@class StageBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field step? integer 公布的第几步 / the published number
---@field hint? Title 给人看的一句话：等什么 / a sentence: what is waited for

---时限。 A deadline.
---@class DeadlineBody
---@field within Quantity workdays、days 或 hours / workdays, days or hours
---@field on_late? Verdict 有人逾期：escalate、enter 或 close / somebody is late: escalate, enter or close
---@field at_end? Verdict 期满：close、enter 或 tally / a period is over: close, enter or tally
---@field again? Item 下一个 deadline / the next deadline

---表决。 A vote.
---@class PollBody
---@field electors string | string[] 可以投票的角色 / the roles that may vote
---@field per? "member" | "household" | "owner" 一人一票、一户一票，或一位业主一票 / a ballot a member, a household, or an owner of the register
---@field by_area? boolean 人数和面积都要达到；per 是 owner 时 / by heads and by floor area; of owners
---@field turnout? Quantity | ParamReference 至少多少人参加 / so many must take part
---@field turnout_above? boolean 参加的要超过，不是达到 / more than so many, not at least
---@field approve? Quantity | ParamReference 多少同意才通过；只有 for_against 和 approval 要写 / so many must be for it; of for_against and approval
---@field of? PollBase 按什么算 / of what
---@field method? PollMethod 怎样投 / how one votes
---@field options? { [1]: string, [2]: string, [3]: string? }[] 固定的选项；不写就是提出来的那些 / fixed options; without them those that were proposed
---@field seats? integer | ParamReference approval 选出几个 / of approval: how many win
---@field budget? integer | ParamReference budget 的预算，单位元 / of budget: yuan
---@field grace_hours? integer | ParamReference 截止前投的票可以晚到几个小时 / ballots cast before the close may arrive so late
---@field shown_at_end? boolean 计票以前不显示票数 / no count is shown before the end
---@field sealed? boolean 票上写了什么，计票以前谁也读不到 / nobody can read a ballot before the count
---@field urn_hours? integer | ParamReference 密封表决截止后，录入纸质票的小时数 / of a sealed poll: hours after the close in which paper ballots are entered
---@field advisory? boolean 只征求意见，没有约束力 / asks for opinions and binds nobody
---@field above? boolean 要超过，不是达到 / more than, not at least
---@field changeable? boolean 截止前可以改票 / who voted may vote anew until it is counted
---@field passed Verdict enter 或 close / enter or close
---@field failed Verdict enter 或 close / enter or close

---动作：谁做、填什么、然后怎样。 An action: by whom, with what, and what follows.
---@class ActionBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field by Role | Role[] 谁来做 / who takes it
---@field needs? table<string, Asked> 要填什么 / what it asks for
---@field does? Effect | Effect[] 带来什么 / what it brings about
---@field to? string 去哪个环节 / the next stage
---@field outcome? string 以此结果结束 / closes the matter
---@field signers? integer | ParamReference 要几个人 / so many members
---@field all_parties? boolean 每个责任方都答复了才走 / moves when every party replied
---@field all_tasks? boolean 每项任务都验收了才走 / moves when every task was accepted
---@field all_reviewers? boolean 点名的人都做了才走 / moves when every reviewer took it
---@field quorum? QuorumBody 多少人说来才可以做 / so many must have said that they come
---@field pseudonymous? boolean | ParamReference 意见不显示姓名 / opinions are shown without names
---@field appoints? string 任免哪个角色 / the role that is given or taken
---@field once? boolean 每人一次 / once a member
---@field helpers? Role | Role[] 谁可以替本人录入纸面上说的，要本人同意 / who may enter it for those who said it on paper, with their consent
---@field when? When 另外的条件 / a further condition

---到会的最低人数。 How many must come.
---@class QuorumBody
---@field least? integer | ParamReference 至少几人 / so many members
---@field share? Quantity | ParamReference 受邀人的多少 / a share of those invited

---要填的一项。 Something that is asked for.
---@class FieldBody
---@field title? Title 名称；或写在最前面 / the title; or it stands first
---@field optional? boolean 可以不填 / may be left out
---@field audience? Audience 谁可以看 / who may read it
---@field min? integer 数字最小 / a number is at least
---@field max? integer 数字最大；文字最多几个字 / a number, or the characters of a text, at most
---@field options? { [1]: string, [2]: string, [3]: string? }[] 选项：编号、中文、English / of code: id, Chinese, English

---when 函数看到的事项：只有结构，没有文字。 The matter as a when function sees it: structure, never prose.
---@class MatterCopy
---@field id string 编号；提请时是空 / its id; empty while it is opened
---@field procedure string 规程 / its procedure
---@field stage string 环节；提请时是空 / its stage; empty while it is opened
---@field category string 类别，没有定就是空 / its category, or empty
---@field lead string 牵头责任方，没有定就是空 / the lead, or empty
---@field level string 上报到的层级，没有就是空 / escalated to, or empty
---@field opener_class string 哪一类提请人 / the class of who opened it
---@field opened_ms integer 提请的时刻 / when it was opened, in milliseconds
---@field stage_ms integer 进入本环节的时刻 / when the stage was entered
---@field counts MatterCounts 各种计数；没有的是 0 / counts; what nobody keeps is 0

---一件事项的计数。 What is counted for a matter.
---@class MatterCounts
---@field invited integer 约请了几个人 / members invited
---@field coming integer 说来的 / of them, those who said that they come
---@field not_coming integer 说不来的 / of them, those who said that they do not
---@field parties integer 几个责任方 / parties
---@field reported integer 报到了的责任方 / parties that have reported in
---@field supporters integer 附议的人数 / members who stand behind it
---@field opinions integer 意见条数 / opinions
---@field attended integer 到会的人数 / members who were there
---@field tasks integer 任务数 / tasks
---@field tasks_accepted integer 验收了的任务 / of them, those that were accepted
---@field ratings integer 几个人评价 / members who rated
---@field satisfied integer 评 4 分和 5 分的 / of them, those with 4 and 5
---@field [string] integer taken.动作：本环节里做过它的人数 / taken.ACTION: members who took it in this stage

---when 函数看到的指令。 The command as a when function sees it.
---@class CommandCopy
---@field inputs table<string, any> 填了什么；文字和照片只是 true / what was filled in; of a text or photo only true
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

---规则包，pack.lua 以它结尾。 The pack; pack.lua ends with it.
---@param body PackBody
---@return Item
function pack(body) end

---街道可以改的数字和开关。 Numbers and switches that the street may change.
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

---辖区里的一种地方：小区、楼栋、单元。 A kind of place: a compound, a building, a stairwell.
---@param id string
---@return fun(body: PlaceKindBody): Item
function place_kind(id) end

---可以设在各处的一种组织：楼道议事会、业委会。 A kind of body that can be founded at places.
---@param id string
---@return fun(body: BodyBody): Item
function body(id) end

---事前事后各量一次的指标。 Something measured before and after.
---@param id string
---@return fun(body: IndicatorBody): Item
function indicator(id) end

---导入的事项从哪里来。 Where imported items come from.
---@param id string
---@return fun(body: SourceBody): Item
function source(id) end

---本市规定业主表决要在哪个平台进行才算数。 Where the city says that an owners' vote must be held to bind.
---@param body OwnersVoteBody
---@return Item
function owners_vote(body) end

---这个街道用不用系统的各个部分；不写的都用。 Which parts of the system the street uses; what is not said is used.
---@param body ModulesBody
---@return Item
function modules(body) end

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

---开关，只在 params 里；when 函数里 value 给 1 或 0。 On or off, in params only; value gives 1 or 0 in when functions.
---@param on boolean
---@param title Title
---@param limits? Limits
---@return Quantity
function switch(on, title, limits) end

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

---选业主名册里的一套房屋。 Asks for a room of the owners' register.
---@param body FieldBody
---@return Item
function room(body) end

---选辖区里的一处地方。 Asks for a place of the territory.
---@param body FieldBody
---@return Item
function place(body) end

---选一件或几件事项。 Asks for one or more matters.
---@param body FieldBody
---@return Item
function matters(body) end

---在表决的选项里选。 Asks for options of the poll.
---@param body FieldBody
---@return Item
function poll_options(body) end

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

---抽签：1 到 n 里的一个，进入本环节时就定了，谁都选不了、谁都能重算。只在 when 里。 One of 1 to n, fixed when the stage was entered: nobody chooses it, everybody can work it out. In when only.
---@param label string 抽什么，1 到 64 个字节 / what for; 1 to 64 bytes
---@param n integer
---@return integer drawn
function draw(label, n) end
