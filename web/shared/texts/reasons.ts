// Why the rules said no, one pair for every Reason of entry.proto: `reason.` says in one sentence
// what it means, `help.` says what the person can do.
export const reasons = {
  'reason.REASON_UNSPECIFIED': [
    '没有被接受，原因不详。',
    'It was not accepted, for a reason that was not given.',
  ],
  'help.REASON_UNSPECIFIED': [
    '您写的内容还在，可以改一改再发，或联系社区。',
    'What you wrote is kept: mend it and send again, or ask the community.',
  ],
  'reason.MALFORMED': [
    '这份内容的格式不完整，服务器读不懂。',
    'The server could not read this: something in it is incomplete.',
  ],
  'help.MALFORMED': ['请更新应用后再发一次。', 'Update the app, then send it again.'],
  'reason.BAD_SIGNATURE': [
    '这台设备的签名没有通过核对。',
    "This device's signature did not check out.",
  ],
  'help.BAD_SIGNATURE': [
    '请再发一次；仍不行，请社区为您重新绑定设备。',
    'Send it again; if that fails, ask the community to bind your device anew.',
  ],
  'reason.WRONG_COMMUNITY': ['这是写给另一个社区的。', 'This was meant for another community.'],
  'help.WRONG_COMMUNITY': [
    '请先切换到正确的社区，再重新提交。',
    'Switch to the right community and submit it there.',
  ],
  'reason.EXPIRED': [
    '送到时已经过了它自己的有效期。',
    'It arrived after the time until which it was valid.',
  ],
  'help.EXPIRED': ['请重新提交一次。', 'Please submit it again.'],
  'reason.COUNTER_USED': [
    '这台设备后来提交的内容已先送到。',
    'Something that this device made later has already arrived.',
  ],
  'help.COUNTER_USED': [
    '请再发一次，会自动排到最新。',
    'Send it again; it will take its place at the end.',
  ],
  'reason.TOO_LARGE': ['内容太大，放不下。', 'It is too large.'],
  'help.TOO_LARGE': [
    '请把文字写短些，或换一张小一点的照片。',
    'Shorten the text or choose a smaller photo.',
  ],
  'reason.CONTENT_MISSING': [
    '文字或照片没有一起送到。',
    'The text or photo did not arrive with it.',
  ],
  'help.CONTENT_MISSING': ['请在网络好的时候再发一次。', 'Send it again when the network is good.'],
  'reason.UNKNOWN_DEVICE': ['这台设备还没有登记。', 'This device is not registered.'],
  'help.UNKNOWN_DEVICE': [
    '请向社区要一个邀请链接，打开后即可加入。',
    'Ask the community for an invitation link and open it to join.',
  ],
  'reason.DEVICE_REVOKED': ['这台设备已被停用。', 'This device was switched off.'],
  'help.DEVICE_REVOKED': [
    '若不是您要求的，请尽快联系社区。',
    'If you did not ask for this, contact the community soon.',
  ],
  'reason.NOT_A_MEMBER': [
    '您还不是这个社区的成员。',
    'You are not a member of this community yet.',
  ],
  'help.NOT_A_MEMBER': ['请向社区要一个邀请链接。', 'Ask the community for an invitation link.'],
  'reason.OBSERVER': ['观察员只能看，不能发言或办理。', 'Observers may read but not speak or act.'],
  'help.OBSERVER': [
    '需要参与时，请社区调整您的身份。',
    'Ask the community to change your role if you need to take part.',
  ],
  'reason.NOT_ALLOWED': [
    '按规程，您的身份不能做这一步。',
    'The rules do not give this step to your role.',
  ],
  'help.NOT_ALLOWED': ['可以请有这项权限的人来办。', 'Ask somebody who holds that role.'],
  'reason.INVITATION_UNKNOWN': ['找不到这份邀请。', 'This invitation is not known.'],
  'help.INVITATION_UNKNOWN': [
    '请检查链接是否完整，或请社区重新发一个。',
    'Check that the link is complete, or ask for a new one.',
  ],
  'reason.INVITATION_USED': ['这份邀请已经有人用过了。', 'This invitation was already used.'],
  'help.INVITATION_USED': [
    '每个链接只能用一次，请社区再发一个。',
    'A link works once; ask the community for another.',
  ],
  'reason.INVITATION_EXPIRED': ['这份邀请已过期。', 'This invitation has expired.'],
  'help.INVITATION_EXPIRED': ['请社区重新发一个。', 'Ask the community for a new one.'],
  'reason.ALREADY_MEMBER': ['您已经是成员了。', 'You are a member already.'],
  'help.ALREADY_MEMBER': ['不用再加入，直接使用即可。', 'There is no need to join again.'],
  'reason.DEVICE_KNOWN': ['这台设备已经登记过。', 'This device is registered already.'],
  'help.DEVICE_KNOWN': [
    '不用再登记；若要换人使用，请先停用它。',
    'Nothing to do; to hand it to somebody else, revoke it first.',
  ],
  'reason.ROLE_UNKNOWN': ['规程里没有这个身份。', 'The rules know no such role.'],
  'help.ROLE_UNKNOWN': ['请从列表中另选一个身份。', 'Choose another role from the list.'],
  'reason.UNIT_UNKNOWN': ['规程里没有这个科室或单位。', 'The rules know no such unit.'],
  'help.UNIT_UNKNOWN': ['请从列表中另选一个单位。', 'Choose another unit from the list.'],
  'reason.PROCEDURE_UNKNOWN': [
    '现行规则里没有这个规程。',
    'The rules in force have no such procedure.',
  ],
  'help.PROCEDURE_UNKNOWN': [
    '规则可能已更新，请回到首页重新按铃。',
    'The rules may have changed; go home and ring again.',
  ],
  'reason.MATTER_UNKNOWN': ['找不到这件事项。', 'This matter is not known.'],
  'help.MATTER_UNKNOWN': ['请刷新列表后再试。', 'Refresh the list and try again.'],
  'reason.MATTER_CLOSED': ['这件事项已经办结。', 'This matter is closed.'],
  'help.MATTER_CLOSED': ['如有新情况，请重新按铃。', 'If there is news, ring the bell again.'],
  'reason.WRONG_STAGE': [
    '事项已经走到别的环节，这一步现在不能做。',
    'The matter stands at another stage, where this cannot be done.',
  ],
  'help.WRONG_STAGE': [
    '请打开事项，看看现在该做什么。',
    'Open the matter to see what can be done now.',
  ],
  'reason.ACTION_UNKNOWN': ['规程里没有这个动作。', 'The rules have no such action.'],
  'help.ACTION_UNKNOWN': [
    '规则可能已更新，请打开事项重新选择。',
    'The rules may have changed; open the matter and choose again.',
  ],
  'reason.INPUT_MISSING': ['有一项必填的内容没有填。', 'Something that is needed was left empty.'],
  'help.INPUT_MISSING': ['请补上后再发。', 'Fill it in and send again.'],
  'reason.INPUT_INVALID': ['有一项内容填得不对。', 'Something was filled in wrongly.'],
  'help.INPUT_INVALID': ['请改正后再发。', 'Correct it and send again.'],
  'reason.INPUT_UNKNOWN': [
    '多填了一项规程里没有的内容。',
    'It carries something that the rules do not ask for.',
  ],
  'help.INPUT_UNKNOWN': [
    '规则可能已更新，请重新打开表单填写。',
    'The rules may have changed; open the form again.',
  ],
  'reason.ALREADY_DONE': ['这一步您已经做过了。', 'You have already done this.'],
  'help.ALREADY_DONE': ['不用再做，等结果就好。', 'Nothing more to do; wait for the result.'],
  'reason.NOT_A_PARTY': [
    '您所在的单位不是这件事项的责任方。',
    'Your unit is not a party of this matter.',
  ],
  'help.NOT_A_PARTY': [
    '若应参与，请受理人把您的单位加进来。',
    'If it should be, ask whoever handles the matter to add it.',
  ],
  'reason.NOT_INVITED': [
    '这次会议没有邀请您，或者这不是您登记过的手机。',
    'You were not invited to this meeting, or this is not a phone of yours.',
  ],
  'help.NOT_INVITED': [
    '收到链接的，请在自己的手机上打开；想参加，可以联系召集人。',
    'Open the link on your own phone; contact the convener if you wish to come.',
  ],
  'reason.MESSAGE_UNKNOWN': ['找不到这条留言。', 'This message is not known.'],
  'help.MESSAGE_UNKNOWN': ['请刷新列表后再试。', 'Refresh the list and try again.'],
  'reason.MESSAGE_CONVERTED': [
    '这条留言已经转为事项。',
    'This message has already become a matter.',
  ],
  'help.MESSAGE_CONVERTED': ['请直接打开那件事项。', 'Open that matter instead.'],
  'reason.RULE_REFUSED': ['街道的规则不允许这样做。', "The street's own rule says no."],
  'help.RULE_REFUSED': [
    '请看下面的规则出处，或向社区询问。',
    'See below which rule said so, or ask the community.',
  ],
  'reason.MEMBER_UNKNOWN': ['找不到这位成员。', 'This member is not known.'],
  'help.MEMBER_UNKNOWN': [
    '请刷新成员列表后再选。',
    'Refresh the list of members and choose again.',
  ],
  'reason.COMMUNITY_EXISTS': ['这个社区已经建好了。', 'This community exists already.'],
  'help.COMMUNITY_EXISTS': ['不用再建，直接打开即可。', 'There is no need to make it again.'],
  'reason.PACK_UNKNOWN': [
    '找不到这份规则，或者它还有错误。',
    'This rule pack is not known, or it has errors.',
  ],
  'help.PACK_UNKNOWN': [
    '请在「规则」页再看一遍改动，然后重新提交。',
    'Look at the change once more on the rules page and send it again.',
  ],
  'reason.PACK_CHANGED': [
    '您改的时候，别人的改动先生效了。',
    "While you were at it, somebody else's change came into force.",
  ],
  'help.PACK_CHANGED': [
    '您填的还在：看看别人改了什么，再提交一次。',
    'What you filled in is kept: see what the other changed, then send yours again.',
  ],
  'reason.PACK_NEEDS_VOTE': [
    '现行规则要求先表决通过，才能改规则。',
    'The rules in force can change only after a vote has been won.',
  ],
  'help.PACK_NEEDS_VOTE': [
    '请先提交表决，通过之后再启用。',
    'Put it to the vote first; put it in force once the vote is won.',
  ],
  'reason.STAGE_MISSING': [
    '新规则里没有这件事项现在所处的环节。',
    'The new rules do not have the stage that this matter stands at.',
  ],
  'help.STAGE_MISSING': [
    '让它按原来的规则办完；其他事项可以另外转过去。',
    'Let it end under its own rules; the others can be moved without it.',
  ],
  'reason.NOTHING_TO_DO': ['没有什么要改的。', 'There is nothing to change.'],
  'help.NOTHING_TO_DO': ['不用再提交。', 'There is no need to send it again.'],
  'reason.STREET_KEYS_MISSING': [
    '要有两把街道密钥签字才行。',
    'Two keys of the street must sign this.',
  ],
  'help.STREET_KEYS_MISSING': [
    '请保管街道密钥的两个人一起签。',
    'Ask the two who keep the keys of the street to sign.',
  ],
  'reason.VOTE_UNDER_WAY': [
    '这件事项正在表决，表决按开始时的规则进行。',
    'This matter is being voted on; a vote ends under the rules that it began with.',
  ],
  'help.VOTE_UNDER_WAY': ['等表决结束再转。', 'Move it when the vote has ended.'],
  'reason.ROOM_UNKNOWN': ['业主名册里没有这套房屋。', "This room is not in the owners' register."],
  'help.ROOM_UNKNOWN': [
    '核对门牌；没有登记的，请登记员先登记。',
    'Check the address; a registrar can add a room that is missing.',
  ],
  'reason.NO_QUORUM': ['答应来的人还不够。', 'Too few have said that they will come.'],
  'help.NO_QUORUM': [
    '再约几位，或另定一个时间；人数够了就能开。',
    'Invite more people or choose another time; it can begin once enough will come.',
  ],
  'reason.OPINION_UNKNOWN': [
    '找不到这条意见，或者它已经被隐藏。',
    'This opinion is not there, or it was hidden.',
  ],
  'help.OPINION_UNKNOWN': ['请刷新后，换一条回应。', 'Refresh, then answer another one.'],
  'reason.OPTION_UNKNOWN': ['这次表决里没有这个选项。', 'This vote has no such option.'],
  'help.OPTION_UNKNOWN': [
    '请打开事项，在列出的选项里选；还没有选项的，先请人提出来。',
    'Open the matter and choose among those listed; if there are none, have some proposed first.',
  ],
  'reason.BALLOT_TOO_MUCH': [
    '选得太多了：超过了可选的个数，或者加起来超过了预算。',
    'Too much is ticked: more options than allowed, or together more than the budget.',
  ],
  'help.BALLOT_TOO_MUCH': ['请去掉一些，再投一次。', 'Untick some and vote again.'],
  'reason.TASK_UNKNOWN': [
    '找不到这项任务，或者它现在不在这一步。',
    'This task is not there, or it is not at that point.',
  ],
  'help.TASK_UNKNOWN': [
    '请刷新后看看任务走到了哪一步。',
    'Refresh and see how far the task has come.',
  ],
  'reason.PLACE_UNKNOWN': [
    '没有登记这个地方，或者这件事不能在这种地方办。',
    'This place is not registered, or is not of the kind that this is for.',
  ],
  'help.PLACE_UNKNOWN': [
    '请从列表里选小区、楼栋或单元；没有的，请登记员先登记。',
    'Choose a compound, building or stairwell from the list; a registrar can add a missing one.',
  ],
  'reason.BODY_UNKNOWN': [
    '没有这个组织，或者它已经撤销。',
    'There is no such body, or it was dissolved.',
  ],
  'help.BODY_UNKNOWN': [
    '请从列表里另选；新的业委会、议事会请登记员先登记。',
    'Choose another from the list; a registrar can add a new committee or council.',
  ],
  'reason.NOT_OF_THIS_PLACE': [
    '这件事由住在那里的人来办，您登记的住处不在那里。',
    'This is for those who live there, and your registered home is elsewhere.',
  ],
  'help.NOT_OF_THIS_PLACE': [
    '若您住在那里，请登记员把您的房屋补上。',
    'If you do live there, ask a registrar to enter your home.',
  ],
  'reason.PERSON_KNOWN': ['这个人已经是成员了。', 'This person is a member already.'],
  'help.PERSON_KNOWN': [
    '不用再登记；换了手机的，请登记员为其绑定新设备。',
    'No need to add them again; for a new phone a registrar binds the device.',
  ],
  'reason.CONSENT_MISSING': [
    '替别人办事，要先写明对方怎样同意的。',
    'To act for somebody else, say first how they agreed.',
  ],
  'help.CONSENT_MISSING': [
    '问过本人后，选「当面」「电话」或「书面」同意，再提交。',
    'Ask them, choose whether they agreed in person, by phone or in writing, and send again.',
  ],
  'reason.IMPORTED_BEFORE': [
    '这个来源的这个编号已经录入过了。',
    'The item of this number from that source was entered before.',
  ],
  'help.IMPORTED_BEFORE': ['请直接打开那件事项。', 'Open that matter instead.'],
  'reason.NOT_CLOSED': ['那件事项还没有办结。', 'That matter is not closed yet.'],
  'help.NOT_CLOSED': [
    '请在原来的事项里接着说；办结以后才能重新提起。',
    'Go on in that matter; only a closed one can be taken up again.',
  ],
  'reason.LINKED_BEFORE': ['这两件事项已经并在一起了。', 'These two matters are linked already.'],
  'help.LINKED_BEFORE': ['不用再并。', 'There is no need to link them again.'],
  'reason.BY_APPOINTMENT': [
    '这个身份只能按聘任规程给。',
    'This role is given by the appointment procedure alone.',
  ],
  'help.BY_APPOINTMENT': [
    '请先发起聘任，通过以后身份自动生效。',
    'Start an appointment; the role follows once it has passed.',
  ],
  'reason.TOO_MANY': ['已经到了数量的上限。', 'The list is full.'],
  'help.TOO_MANY': [
    '请先看看已有的，用不着的去掉、相同的合并，再来补充。',
    'Look at what is there: give up or merge what you can before adding more.',
  ],
  'reason.VOTE_CLOSED': ['投票已经截止。', 'The vote is closed.'],
  'help.VOTE_CLOSED': [
    '截止前在手机上投好、当时没有网络的票，宽限期内送到仍然算数；截止后投的不算。',
    'A ballot cast before the close without a network still counts if it arrives in the days of' +
      ' grace; one cast after it does not.',
  ],
  'reason.BALLOT_NOT_SEALED': [
    '这次表决的票要密封着投。',
    'Ballots of this vote are cast sealed.',
  ],
  'help.BALLOT_NOT_SEALED': [
    '请把软件更新到最新，再投一次；您填的内容还在。',
    'Bring the app up to date and vote again; what you chose is still here.',
  ],
  'reason.URN_CLOSED': [
    '票箱还没有打开，现在不能录入纸质票。',
    'The urn is not open: paper ballots cannot be entered now.',
  ],
  'help.URN_CLOSED': [
    '网上投票全部结束以后票箱才打开，到时候由两位工作人员录入。',
    'It is opened when all voting on phones is over; then two officers enter what is in it.',
  ],
  'reason.NOT_READY': [
    '服务器还没有收到前面的操作，现在还不能投票。',
    'The server has not had the step before this one yet: voting is not possible now.',
  ],
  'help.NOT_READY': [
    '连上网络，等前面的操作上传以后再投。',
    'Connect, wait until the step before has been sent, then vote.',
  ],
  'reason.CONTENT_UNKNOWN': [
    '这些内容不在账本里，或者已经删除了。',
    'That content is not in the ledger, or it was erased before.',
  ],
  'help.CONTENT_UNKNOWN': [
    '已经删除的不用再删，也不能再用；要说的话请重新写一遍。',
    'What is erased need not be erased again and cannot be used again; write it anew.',
  ],
  'reason.KEY_UNPROVEN': [
    '新的账本密钥没有签名，或者要换下的不是现在用的那把。',
    "The ledger's new key has not signed, or it replaces another key than the one in force.",
  ],
  'help.KEY_UNPROVEN': [
    '换密钥要由新密钥和两把街道密钥一起签名，请在服务器上重新做一次。',
    "A key is changed under its own signature and two of the street's; do it again on the server.",
  ],
  'reason.MEMBER_LEFT': [
    '这位成员已经退出了。',
    'That member has left.',
  ],
  'help.MEMBER_LEFT': [
    '退出的人不能再参加，也不能再给身份；想回来的话，请作为新成员重新加入。',
    'Who has left takes no part and is given no role; to come back they join as a new member.',
  ],
  'reason.RULE_FAILED': [
    '街道的规则自己出了错，没能作出决定。',
    "The street's rule itself failed and could not decide.",
  ],
  'help.RULE_FAILED': [
    '不是您的问题；请告诉社区，规则修好后再发。',
    'It is not your fault; tell the community and send again once it is mended.',
  ],
  'reason.MODULE_OFF': ['这里不用这一部分。', 'That part is not used here.'],
  'help.MODULE_OFF': [
    '要办这件事，请联系社区，看看走哪条路。',
    'Ask the community in which other way it can be done.',
  ],
} as const;
