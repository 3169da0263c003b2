// A vote: its card, and its ballots among options.
export const polls = {
  'poll.title': ['表决', 'Vote'],
  'poll.running': ['正在投票', 'Voting is on'],
  'poll.closing': ['已截止，等待计票', 'Closed, not counted yet'],
  'poll.passed': ['通过', 'Carried'],
  'poll.failed': ['未通过', 'Not carried'],
  'poll.left': ['没有计票就结束了', 'It ended without a count'],
  'poll.members': ['{voted} / {all} 人已投票', '{voted} of {all} members have voted'],
  'poll.households': ['{voted} / {all} 户已投票', '{voted} of {all} households have voted'],
  'poll.owners': ['{voted} / {all} 位业主已投票', '{voted} of {all} owners have voted'],
  'poll.area': ['参与面积 {voted} / {all} 平方米', '{voted} of {all} m² of floor area take part'],
  'poll.both': ['人数和面积都要达到，才算通过。', 'It is carried only by heads and by floor area.'],
  'poll.areas': [
    '按面积：同意 {for}，反对 {against}，弃权 {abstained} 平方米',
    'By area: for {for}, against {against}, abstained {abstained} m²',
  ],
  'poll.changeable': [
    '截止前可以改票，以最后一次为准。',
    'You can change your vote until it is counted.',
  ],
  'poll.papers': [
    '{n} 张纸票等第二个人录入',
    '{n} paper ballot waits for a second officer|{n} paper ballots wait for a second officer',
  ],
  'poll.papersDiffer': [
    '其中 {n} 张两个人录得不一样：请第三个人看原票录入，或录错的那位重新录。',
    '{n} of them was read differently: a third officer looks at the paper, or one looks again.|' +
      '{n} of them were read differently: a third officer looks at the paper, or one looks again.',
  ],
  'poll.known': [
    '记名投票：每一票是谁投的，社区的人都查得到。',
    'Votes are by name: everybody here can find out who cast which.',
  ],
  'poll.for': ['同意 {n}', 'For {n}'],
  'poll.against': ['反对 {n}', 'Against {n}'],
  'poll.abstained': ['弃权 {n}', 'Abstained {n}'],
  'poll.mine.FOR': ['您这一票：同意', 'Your vote: for'],
  'poll.mine.AGAINST': ['您这一票：反对', 'Your vote: against'],
  'poll.mine.ABSTAIN': ['您这一票：弃权', 'Your vote: abstain'],
  'poll.missing': [
    '还差 {n} 票达到参与率（要 {needed} 票）',
    '{n} more ballots to the turnout that is needed ({needed})',
  ],
  'poll.missingArea': [
    '还差 {area} 平方米达到参与率（要 {needed} 平方米）',
    '{area} m² more to the turnout that is needed ({needed} m²)',
  ],
  'poll.missingBoth': [
    '还差 {n} 票、{area} 平方米达到参与率（要 {needed} 票、{neededArea} 平方米）',
    '{n} more ballots and {area} m² more to the turnout that is needed' +
      ' ({needed} ballots, {neededArea} m²)',
  ],
  'poll.reached': ['参与率已达到', 'The turnout that is needed is reached'],
  'poll.notReached': ['参与率没有达到', 'The turnout that is needed was not reached'],
  'poll.sealed': [
    '票已密封，计票前谁也打不开；计票时公布钥匙，人人可以核对。',
    'Ballots are sealed and nobody can open them before the count; then the key is published' +
      ' and everybody can check.',
  ],
  'poll.knownSealed': [
    '计票前看得到您是否投了票，看不到投了什么；计票时打开，之后社区里看得到谁投了什么。运行服务器的街道技术上能提前打开。',
    'Until the count it is seen whether you voted, not how; then ballots are opened, and the' +
      ' community sees who voted how. The street, which runs the server, could technically open' +
      ' them earlier.',
  ],
  'poll.mine.sealed': ['您已投票，票已密封', 'You have voted; your ballot is sealed'],
  'poll.mine.cast': ['您已投票', 'You have voted'],
  'poll.spoiled': [
    '{n} 张废票，不计入',
    '{n} spoiled ballot, not counted|{n} spoiled ballots, not counted',
  ],
  'poll.urn': ['已截止，正在录入纸质票', 'Closed, paper ballots are being entered'],
  'poll.urnUntil': [
    '网上投票已经结束。纸质票录入到 {when}，之后计票。',
    'Voting on phones is over. Paper ballots are entered until {when}, then all are counted.',
  ],
  'poll.hidden': ['计票前谁也看不到票数。', 'Nobody sees the count before the tally.'],
  'poll.grace': [
    '投票已截止。截止前在没有网络的地方投好的票，{when}前送到仍然算数，之后计票。',
    'Voting is closed. Ballots cast offline before the close still count if they arrive' +
      ' by {when}; then they are counted.',
  ],
  'poll.late': ['其中 {n} 张在宽限期内送到', '{n} of them arrived within the grace'],
  'poll.advisory': [
    '征求意见：结果供参考，没有约束力。',
    'This asks what people think and binds nobody.',
  ],
  'poll.elsewhere': [
    '业主要在「{where}」表决才有效，这里的结果供参考。',
    'A vote of owners binds only if it is held on {where}; this one tells what people think.',
  ],
  'poll.method.CHOICE': [
    '选一个。票最多的选定，并列的都不选定。',
    'Choose one. The one with most ballots is chosen; of those that tie none.',
  ],
  'poll.method.APPROVAL': [
    '同意的都可以选。前 {n} 名选定，末位并列的都不选定。',
    'Tick all you agree to. The first {n} are chosen; of those that tie for the last place none.',
  ],
  'poll.method.RANKING': [
    '按喜欢的先后排，可以只排几个。一轮一轮去掉最少的，到有一个过半数。',
    'Order those you like, some or all. The last goes, round by round, until one has more' +
      ' than half.',
  ],
  'poll.method.BUDGET': [
    '预算 {yuan} 元，预算内可以选几样。票多的先定，钱够再定下一样。',
    'The budget is {yuan} yuan: tick what it pays for. By ballots, each that still fits is chosen.',
  ],
  'poll.options': ['选项', 'Options'],
  'poll.votes': ['{n} 票', '{n} ballot|{n} ballots'],
  'poll.votesArea': ['{n} 票，{area} 平方米', '{n} ballots, {area} m²'],
  'poll.cost': ['{yuan} 元', '{yuan} yuan'],
  'poll.chosen': ['选定', 'Chosen'],
  'poll.out': ['第 {n} 轮去掉', 'Out in round {n}'],
  'poll.rounds': [
    '计了 {n} 轮，每项是它最后一轮的票数。',
    'Counted in {n} rounds; each option has its last.',
  ],
  'poll.spent': ['选定的共 {yuan} 元，还剩 {rest} 元', 'Chosen for {yuan} yuan, {rest} yuan left'],
  'poll.mine.options': ['您这一票：{names}', 'Your vote: {names}'],
  'ballot.none': ['都不选（弃权）', 'None (abstain)'],
  'ballot.ticked': ['已选 {n} 个', '{n} ticked'],
  'ballot.rest': ['已选 {yuan} 元，还剩 {rest} 元', '{yuan} yuan ticked, {rest} yuan left'],
  'ballot.tooDear': ['超过剩下的钱', 'More than is left'],
  'ballot.noOptions': ['这次表决还没有选项。', 'This vote has no options yet.'],
  'ballot.order': ['您的顺序', 'Your order'],
  'ballot.orderHint': [
    '最喜欢的排第一。可以拖动，也可以按箭头。',
    'The one you like best comes first. Drag them, or use the arrows.',
  ],
  'ballot.unranked': ['还没排的', 'Not ranked'],
  'ballot.noneRanked': ['还没有排。不排就是弃权。', 'Nothing ranked yet; that abstains.'],
  'ballot.rank': ['排进来：{title}', 'Rank {title}'],
  'ballot.up': ['上移：{title}', 'Move {title} up'],
  'ballot.down': ['下移：{title}', 'Move {title} down'],
  'ballot.out': ['拿出来：{title}', 'Take {title} out'],
  'ballot.drag': ['拖动：{title}', 'Drag {title}'],
  'ballot.now': ['{title}，第 {n} 位，共 {all} 位', '{title} is number {n} of {all}'],
  'ballot.left': ['{title} 不排了', '{title} is not ranked any more'],
} as const;
