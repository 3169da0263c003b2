// Texts of the bell terminal. [Chinese, English]
export const kioskTexts = {
  'kiosk.welcome': ['有事按铃，大家商量', 'Ring the bell: we talk it over'],
  'kiosk.ring': ['按铃', 'Ring the bell'],
  'kiosk.message': ['只留言', 'Only leave a message'],
  'kiosk.find': ['查我的事', 'Look up my matter'],
  'kiosk.findExplain': [
    '输入回执上的八个字。',
    'Type the eight letters of your receipt.',
  ],
  'kiosk.end': ['结束，清空屏幕', 'End and clear the screen'],
  'kiosk.ending': [
    '{n} 秒后结束并清空。点一下屏幕继续。',
    'Ends in {n} s. Touch to go on.',
  ],
  'kiosk.sent': ['已经按铃', 'The bell has rung'],
  'kiosk.keep': [
    '请抄下或打印回执。凭它可以在这里、也可以请工作人员查办理情况。',
    'Write the receipt down or print it. With it you can look your matter up here, or ask staff.',
  ],
  'kiosk.left': ['留言收到了', 'Your message is here'],
  'kiosk.offline': [
    '现在没有网络，先存在这台机器里，有网就送出。',
    'No network now: it is kept on this machine and sent later.',
  ],
  'kiosk.off': ['停用终端模式', 'Take the terminal out of service'],
  'kiosk.offExplain': [
    '停用后这台设备就是一部普通的手机或电脑。只有工作人员应该这样做。',
    'Afterwards this is an ordinary device. Only staff should do this.',
  ],
  'kiosk.start': ['设为议事终端', 'Make this a terminal'],
  'kiosk.startExplain': [
    '这台设备放在大厅里给大家用：每个人用完自动清空，看不到前一个人的内容。',
    'For a hall: after each person it clears itself, and nobody sees what the last one wrote.',
  ],
} as const;
