// Texts of the ledger's trust: check everything, evidence, receipts, a vote's proof, erasures.
// [Chinese, English]
export const trust = {
  erased: ['已删除（{when}）', 'Erased ({when})'],
  'erased.title': ['标题已删除', 'The title was erased'],

  'check.title': ['核对全部账本', 'Check everything'],
  'check.explain': [
    '这台设备自己把每一条重新算一遍：签名、规则、结果都要对得上。不用相信服务器。',
    'This device decides every entry again by itself: signatures, rules and results must fit. The' +
      ' server need not be trusted.',
  ],
  'check.start': ['开始核对', 'Start'],
  'check.go': ['接着核对', 'Go on'],
  'check.stop': ['暂停', 'Stop'],
  'check.anew': ['从头再核对', 'Check again from the beginning'],
  'check.background': [
    '可以去看别的页面，它会接着做；关了再开也从停下的地方继续。',
    'You may look at other pages meanwhile; closed and opened again, it goes on from its place.',
  ],
  'check.progress': ['核对进度', 'Progress of the check'],
  'check.count': ['{done} / {total} 条', '{done} of {total} entries'],
  'check.never': ['还没有在这台设备上核对过', 'Not yet checked on this device'],
  'check.snapshot': [
    '这台设备是从快照开始的，前 {n} 条还没有核对。',
    'This device began with a snapshot; the first {n} entries are not yet checked.',
  ],
  'check.running': ['正在核对第 {done} 条，共 {total} 条', 'Checking entry {done} of {total}'],
  'check.paused': ['核对到第 {done} 条，共 {total} 条，已暂停', 'Stopped at entry {done} of {total}'],
  'check.waiting': [
    '核对了前 {done} 条；后面的还没取到，有网络就接着核对',
    'The first {done} entries are checked; the next ones come with the network',
  ],
  'check.sound': [
    '{when}核对完毕：前 {done} 条全部对得上',
    'All of the first {done} entries are sound, checked on {when}',
  ],
  'check.later': ['后来又有 {n} 条，接着核对', '{n} more have come since and are next'],
  'check.fault': ['第 {done} 条对不上', 'Entry {done} does not fit'],
  'check.faultWhole': ['账本和签过名的对不上', 'The ledger is not the one that was signed'],
  'check.faultHelp': [
    '前面的都对得上。请把这一页和账本文件交给社区、街道，或您信任的人看。',
    'All before it fits. Show this page and the ledger file to the street, or to whom you trust.',
  ],
  'check.link': ['核对全部账本', 'Check everything'],
  'check.facts': ['账本', 'The ledger'],
  'check.saveLedger': ['存账本文件', 'Save the ledger file'],
  'check.ledgerExplain': [
    '文件里有全部条目和公开的内容。谁拿到都能用 yiting ledger verify 自己核对。',
    'It has every entry and all public contents; anyone can check it with yiting ledger verify.',
  ],
  'fact.key': ['账本公钥', 'Key of the ledger'],
  'fact.size': ['条数', 'Size'],
  'fact.root': ['树根', 'Root'],
  'fact.streetKeys': ['街道公钥', 'Keys of the street'],
  'fact.checkpoint': ['最新的签名检查点', 'Newest signed checkpoint'],

  'evidence.title': ['证据', 'Evidence'],
  'evidence.explain': [
    '服务器给的和这台设备以前看到的对不上，两样都留在这里。',
    'What the server gave does not fit what this device saw before; both are kept here.',
  ],
  'evidence.lasts': ['两个签名互相矛盾', 'two signatures that contradict each other'],
  'evidence.save': ['存证据 {n}', 'Save evidence {n}'],
  'evidence.see': ['看证据', 'See the evidence'],

  'save.notHere': ['还没取到，下次同步后再存。', 'It is not here yet; try after the next sync.'],
  'save.notWhole': [
    '这台设备是从快照开始的，没有存全部条目。在电脑上可以直接核对服务器：{command}',
    'This device began with a snapshot and does not keep every entry. On a computer the server' +
      ' can be checked instead: {command}',
  ],
  'save.busy': ['正在准备…', 'Preparing…'],

  'held.title': ['账本上的凭据', 'Proof on the ledger'],
  'held.mine': ['我做的，账本第 {n} 条', 'Mine, entry {n}'],
  'held.yes': ['回执在手', 'receipt held'],
  'held.no': ['回执还没到', 'no receipt yet'],
  'held.save': ['存回执（第 {n} 条）', 'Save the receipt (entry {n})'],
  'held.explain': [
    '回执证明这一条进了账本，以后谁也抹不掉。',
    'A receipt proves that the entry is on the ledger, and that nobody can take it out.',
  ],

  'proof.link': ['表决凭据（可打印）', 'Proof of the vote (to print)'],
  'proof.title': ['表决凭据', 'Proof of the vote'],
  'proof.print': ['打印', 'Print'],
  'proof.back': ['返回事项', 'Back to the matter'],
  'proof.none': ['这件事项没有计过票。', 'No vote has been counted in this matter.'],
  'proof.rule': ['怎样算通过', 'The rule'],
  'proof.ruleElsewhere': [
    '按规则包 {version} 版表决，那一版的文字不在这台设备上。',
    'Held under rule pack version {version}, whose words are not on this device.',
  ],
  'proof.when': ['时间', 'When'],
  'proof.opened': ['开始 {when}', 'Opened {when}'],
  'proof.counted': ['计票 {when}', 'Counted {when}'],
  'proof.entries': ['账本上的条目', 'Entries on the ledger'],
  'proof.seq': ['条目', 'Entry'],
  'proof.time': ['时间', 'Time'],
  'proof.leaf': ['叶哈希', 'Leaf hash'],
  'proof.files': ['文件', 'Files'],
  'proof.saveEntry': ['存条目 {n}', 'Save entry {n}'],
  'proof.how': ['不认识的人怎样核对', 'How a stranger checks this'],
  'proof.how.1': [
    '拿到账本文件（上面可以存），和这一页对照账本公钥。',
    'Take the ledger file (it can be saved here) and compare the key of the ledger with this page.',
  ],
  'proof.how.2': ['在装了 yiting 的电脑上运行：', 'On a computer with yiting, run:'],
  'proof.how.or': [
    '或者不要文件，直接核对服务器：',
    'or, without a file, check the server itself:',
  ],
  'proof.missing': [
    '这台设备是从快照开始的，有些条目没有存在这里；下面核对服务器的命令会列出全部。',
    'This device began with a snapshot, and some entries are not kept here; the command below' +
      ' that checks the server lists all of them.',
  ],
  'proof.how.3': [
    '它重新验证每个签名和整棵树，列出这件事项的条目；编号、哈希和票数应与这一页一样。',
    'It verifies every signature and the whole tree and lists the entries of this matter:' +
      ' numbers, hashes and count must be as on this page.',
  ],
  'proof.made': ['{when} 由这台设备生成', 'Made by this device on {when}'],

  'rule.electors': ['谁能投：{roles}，{how}', 'Who votes: {roles}; {how}'],
  'rule.byMember': ['每人一票', 'one ballot each'],
  'rule.byHousehold': ['每户一票', 'one ballot a household'],
  'rule.byOwner': ['每位业主一票', 'one ballot an owner'],
  'rule.anyTurnout': ['多少人投都算', 'Any turnout will do'],
  'rule.turnout': ['参加投票的要达到 {part}/{whole}', 'The turnout must reach {part}/{whole}'],
  'rule.turnoutAbove': ['参加投票的要超过 {part}/{whole}', 'The turnout must exceed {part}/{whole}'],
  'rule.approve': ['同意的要达到{base}的 {part}/{whole}', 'Those for must reach {part}/{whole} {base}'],
  'rule.approveAbove': [
    '同意的要超过{base}的 {part}/{whole}',
    'Those for must exceed {part}/{whole} {base}',
  ],
  'rule.base.ELECTORS': ['有投票权总数', 'of all who may vote'],
  'rule.base.VOTED': ['投票总数', 'of those who voted'],
  'rule.base.DECIDED': ['同意和反对总数', 'of those for or against'],
  'rule.area': ['面积也要同样达到', 'The same must hold by floor area'],
  'rule.grace': [
    '截止前投好、没网的票，{n} 小时内送到仍算数',
    'Ballots cast offline before the close count if they arrive within {n} hour|Ballots cast' +
      ' offline before the close count if they arrive within {n} hours',
  ],
  'rule.sealed': ['票密封，计票时才打开', 'Ballots are sealed and opened at the count'],

  'member.more': ['办理', 'More'],
  'member.moreOf': ['办理：{name}', 'More: {name}'],
  'member.bind': ['登记另一部手机', 'Register another phone'],
  'member.bindCode': ['本人手机上的登记码或链接', 'The code or link on their phone'],
  'member.bindExplain': [
    '请先核对身份证，确认是本人。丢的手机请在上面停用。',
    'Check their ID first. Revoke the lost phone above.',
  ],
  'member.bindSure': ['登记手机 {code}', 'Register phone {code}'],
  'member.bindGiven': [
    '要登记的手机：{code}。请在本人那一行点「办理」。',
    'The phone to register: {code}. Find whose it is and open “More”.',
  ],
  'member.eraseAll': ['删除这位成员写的全部内容', 'Erase everything that this member wrote'],
  'member.leave': ['本人撤回同意，退出社区', 'The member withdraws consent and leaves'],
  'member.leaveExplain': [
    '凭本人签字的书面申请办理，原件留存。身份结束，手机停用，姓名房号删除；办过的事和投过的票仍然算数。',
    'Upon a signed paper, which is kept. Roles end, phones are revoked, name and room are erased;' +
      ' what they did and voted stays valid.',
  ],
  'member.leaveErase': ['同时删除本人写的全部内容', 'Erase everything that they wrote as well'],
  'member.leaveSure': ['确认退出', 'They leave for good'],

  'staffErase.open': ['删除内容', 'Erase'],
  'staffErase.why': ['为什么删除', 'Why'],
  'staffErase.ASKED_FOR': ['本人要求', 'The person asked for it'],
  'staffErase.UNLAWFUL': ['本来就不该收集', 'It should never have been kept'],
  'staffErase.NOT_NEEDED': ['目的已达到，不再需要', 'It is not needed any more'],
  'staffErase.sure': ['确认删除', 'Erase for good'],
  'staffErase.done': ['已删除，待上传。', 'Erased here; it is sent with the network.'],

  'outbox.kind.bind_device': ['登记手机', 'Registering a phone'],
  'outbox.kind.erase_contents': ['删除内容', 'Erasing contents'],
  'outbox.kind.change_profile': ['改姓名、房号', 'Changing name or room'],
  'outbox.kind.leave_community': ['退出社区', 'Leaving the community'],
  'outbox.kind.rotate_key': ['更换账本密钥', "Changing the ledger's key"],
} as const;
