// Texts of what is one's own: devices, what is held about a member, erasing, leaving.
// [Chinese, English]
export const own = {
  'own.pending': [
    '有 {n} 项改动存在这台设备上，待上传。',
    '{n} change is kept here and waits to be sent.|{n} changes are kept here and wait to be sent.',
  ],
  'own.stored': ['已存好，待上传。', 'Kept, and sent with the network.'],

  'devices.title': ['我的手机', 'My phones'],
  'devices.explain': [
    '登记在您名下的手机都可以用您的名义按铃、投票。',
    'Each phone that is registered as yours can ring and vote in your name.',
  ],
  'devices.this': ['这部手机', 'this phone'],
  'devices.one': ['手机 {code}', 'Phone {code}'],
  'devices.bound': ['{when} 登记', 'registered {when}'],
  'devices.revoked': ['已停用', 'revoked'],
  'devices.revoke': ['停用', 'Revoke'],
  'devices.revokeSure': ['确认停用', 'Revoke for good'],
  'devices.revokeExplain': [
    '停用以后，那部手机不能再用您的名义办任何事，也不能再登记回来。',
    'That phone can then do nothing in your name, and cannot be registered again.',
  ],
  'devices.more': ['再登记一部手机', 'Register another phone'],
  'devices.how.1': [
    '在新手机上打开这个网址，进入「我的」，点「我已经是成员」。',
    'On the new phone open this address, go to “Me” and tap “I am a member already”.',
  ],
  'devices.how.2': [
    '用这部手机的相机扫新手机上的二维码，打开链接。',
    "Scan the code on the new phone with this phone's camera and open the link.",
  ],
  'devices.how.3': ['在这部手机上核对、确认。', 'Compare and confirm on this phone.'],
  'devices.typed': ['扫不了？输入新手机上的登记码', 'No camera? Type the code of the new phone'],
  'devices.typedNext': ['下一步', 'Next'],
  'devices.badCode': [
    '登记码不对，请照新手机上的再看一遍。',
    'That is not the code; look at the new phone again.',
  ],
  'devices.lost': ['手机丢了怎么办？', 'Lost your phone?'],
  'devices.lostHave': [
    '还有别的登记过的手机：在那部手机上打开这一页，把丢的停用。',
    'If you have another registered phone: open this page there and revoke the lost one.',
  ],
  'devices.lostNone': [
    '只有那一部：带上身份证去社区办公室。工作人员停用丢的手机，把新手机登记到您名下，您的身份、事项和投票都还在。',
    'If it was the only one: go to the community office with your ID. Staff revoke the lost' +
      ' phone and register the new one; your roles, matters and votes stay.',
  ],
  'devices.lostUntil': [
    '没停用之前，捡到的人解得开锁就能用您的名义办事，请尽快办。',
    'Until then whoever can unlock it can act in your name: do it soon.',
  ],

  'phone.title': ['我已经是成员', 'I am a member already'],
  'phone.explain': [
    '把这部手机也登记到您名下：给您原来的手机扫一扫，或者给社区工作人员看。',
    'Register this phone as yours too: let your other phone scan this, or show it to staff.',
  ],
  'phone.alt': ['这部手机的登记二维码', 'The code of this phone, to be scanned'],
  'phone.code': ['登记码', 'Code'],
  'phone.short': ['核对码，两部手机上应当一样：', 'Both phones should say:'],
  'phone.waiting': [
    '确认以后这里会自己变，请连着网。',
    'This page changes by itself once it is confirmed; stay online.',
  ],
  'phone.known': [
    '这部手机已经登记在{name}名下。',
    'This phone is registered as that of {name}.',
  ],
  'phone.revoked': [
    '这部手机停用过，不能再登记。请换一部，或去社区办公室。',
    'This phone was revoked and cannot be registered again. Use another, or ask at the office.',
  ],
  'phone.link': ['我已经是成员，登记这部手机', 'I am a member already: register this phone'],

  'bind.title': ['登记一部新手机', 'Register a new phone'],
  'bind.ask': [
    '新手机就在您手里吗？核对一下，两部手机上都应是：',
    'Is the new phone in your hand? Compare: both phones should say',
  ],
  'bind.means': [
    '确认以后，那部手机就能用您的名义按铃、投票。别人发来的链接不要确认。',
    'After that it can ring and vote in your name. Never confirm a link that somebody sent you.',
  ],
  'bind.confirm': ['是我的，登记', 'It is mine: register it'],
  'bind.done': ['新手机已登记，待上传。', 'The new phone is registered; it is sent with the network.'],
  'bind.badLink': ['这个登记链接不完整。', 'This link is not whole.'],
  'bind.self': [
    '这就是这部手机自己的链接。请用您原来的手机打开它。',
    "This is this phone's own link. Open it on the phone that you use already.",
  ],
  'bind.known': ['这部手机已经在您的名下。', 'That phone is yours already.'],
  'bind.nobody': [
    '这部手机还没有登记，不能替别的手机登记。请用您原来的手机打开，或给社区工作人员看。',
    'This phone is nobody’s yet. Open the link on the phone that you use, or show it to staff.',
  ],
  'bind.elsewhere': [
    '这个链接是另一个社区的，请先换到那个社区。',
    'This link is of another community; change to that one first.',
  ],
  'bind.forOther': ['登记到别的成员名下（工作台）', 'Register it for another member (console)'],

  'about.title': ['关于我的数据', 'What is held about me'],
  'about.explain': [
    '账本上只有编号、时间和选项；您写的字和照片另外存放，随时可以删除。',
    'The ledger has numbers, times and choices alone. What you wrote lies beside it and can be' +
      ' erased at any time.',
  ],
  'about.nobody': [
    '这台设备不是任何成员的，这里没有关于您的数据。',
    'This device is nobody’s: nothing is held about you here.',
  ],
  'about.who': ['我是谁', 'Who I am'],
  'about.household': ['住户编号', 'Household'],
  'about.admitted': ['{when} 加入', 'joined {when}'],
  'about.devices': ['登记的手机', 'Phones'],
  'about.devicesCount': ['{n} 部', '{n}'],
  'about.save': ['存成文件', 'Save as a file'],
  'about.print': ['打印', 'Print'],
  'about.contents': ['我写的和拍的（{n}）', 'What I wrote and photographed ({n})'],
  'about.noContents': ['您还没有写过什么。', 'You have not written anything.'],
  'about.photo': ['照片', 'a photo'],
  'about.size': ['{n} KB。', '{n} KB.'],
  'about.notHere': ['内容不在这台设备上', 'not on this device'],
  'about.acts': ['我做过的', 'What I did'],
  'about.actsKept': [
    '只列这台设备存有的条目；更早的，服务器上有。',
    'Of the entries that this device keeps; the server has earlier ones.',
  ],
  'about.noActs': ['您还没有做过什么。', 'You have not done anything.'],
  'about.accesses': ['谁看过不公开的内容', 'Who was handed what is not public'],
  'about.accessBy': ['{who} 在 {when} 取走：', '{who} on {when}:'],
  'about.accessNone': ['没有人取走过。', 'Nobody.'],
  'about.accessUnknown': [
    '要问服务器，现在还不知道；有网络时会显示。',
    'The server knows; it is shown with the network.',
  ],
  'about.aContent': ['一份内容', 'something you wrote'],

  'profile.change': ['改姓名、房号', 'Change name or room'],
  'profile.explain': [
    '新的代替旧的，旧的随即删除。',
    'The new one takes the place of the old, which is erased.',
  ],
  'profile.submit': ['改好了', 'Change it'],

  'erase.one': ['删除', 'Erase'],
  'erase.oneSure': ['确认删除', 'Erase for good'],
  'erase.oneExplain': [
    '原文从服务器和各人手机上删除，找不回来；这件事发生过、什么时候，还在账本上。',
    'The words go from the server and every phone and cannot be brought back. That something was' +
      ' written, and when, stays on the ledger.',
  ],
  'erase.all': ['删除我写的全部内容', 'Erase everything I wrote'],
  'erase.allSure': ['确认全部删除', 'Erase everything for good'],
  'erase.goes': [
    '删除的：您写的字、拍的照片、姓名和房号。服务器上立刻删除，备份最多 30 天后也没有了；别人的手机在下次联网时删除。',
    'What goes: your words, photos, name and room. From the server at once, from its backups' +
      ' within 30 days, from other phones when they are next online.',
  ],
  'erase.stays': [
    '留下的：您在什么时候做过哪一步、票数和您投的票、评分。账本改不了，这些也就不会变。',
    'What stays: which step you took and when, counts, your votes and ratings. The ledger cannot' +
      ' be changed, so neither do these.',
  ],
  'erase.done': ['已删除，待上传。', 'Erased here; it is sent with the network.'],

  'leave.title': ['撤回同意，退出社区', 'Withdraw consent and leave'],
  'leave.explain': [
    '随时可以退出，不用说理由。',
    'You may leave at any time and need no reason.',
  ],
  'leave.begin': ['我要退出', 'I want to leave'],
  'leave.happens': ['退出以后：', 'What happens then:'],
  'leave.roles': [
    '您的身份结束，您的手机全部停用，这里就只能看了。',
    'Your roles end and all your phones are revoked: you can only look.',
  ],
  'leave.name': ['您的姓名和房号删除。', 'Your name and room are erased.'],
  'leave.stays': [
    '已经办的事、投的票照样算数，只剩编号。',
    'What you did and voted stays valid, under a number alone.',
  ],
  'leave.back': [
    '以后想回来，请社区重新邀请。',
    'To come back, ask the community for another invitation.',
  ],
  'leave.erase': ['同时删除我写的全部内容', 'Erase everything that I wrote as well'],
  'leave.sure': ['确认退出', 'Leave for good'],
  'leave.done': [
    '您已退出。待上传的那一步请连网发出去，之后才算数。',
    'You have left. Go online once, so that this is sent: it counts from then on.',
  ],
} as const;
