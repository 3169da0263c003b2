// Texts of results that were told, and of what is entered for somebody.
export const notices = {
  'notices.title': ['结果通报', 'Results'],
  'notices.explain': [
    '您提出、附议、受邀和您单位负责的事项，有了结果会在这里告诉您，保留 30 天。',
    'What came of matters that you raised, support, were invited to or answer for: 30 days long.',
  ],
  'notices.none': ['近 30 天没有通报。', 'Nothing within 30 days.'],
  'notices.all': ['全部通报（{n}）', 'All results ({n})'],
  'notices.unread': ['未读', 'New'],
  'notices.unit': ['给我单位的通报', 'Results for my unit'],
  'told.OPENER': ['您提出的', 'you raised it'],
  'told.SUPPORTER': ['您附议的', 'you stand behind it'],
  'told.INVITEE': ['您受邀的', 'you were invited'],
  'told.PARTY': ['您单位负责的', 'your unit answers for it'],
  'entered.title': ['代为填写', 'Enter for somebody'],
  'entered.explain': [
    '本人在纸上填的、当面或电话里说的，经本人同意，由您录入；记录上是本人的，写明由谁代录。',
    'Enter, with their consent, what somebody wrote or said. It is theirs, and shows who did.',
  ],
  'entered.person': ['替谁填写', 'For whom'],
  'entered.choose': ['请选择替谁填写，以及本人怎样同意的。', 'Choose for whom, and how they agreed.'],
  'entered.when': ['当时的时间', 'When it was'],
  'entered.by': ['{who}（由{helper}代录）', '{who} (entered by {helper})'],
  'entered.byNobody': ['{who}（代录）', '{who} (entered for them)'],
  'entered.consent': ['本人同意', 'Consent'],
} as const;
