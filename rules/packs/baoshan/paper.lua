-- 线下办的环节，补录时写明时间、地点、见证人；在手机上办的，三项都空着。
-- A step that was done on paper or in a room is entered with when, where and before whom it was
-- done. All three are left empty for what happens on the phone.

return {
  time = instant { "线下办理的时间", "When, if done offline", optional = true },
  place = text { "线下办理的地点", "Where", max = 60, audience = "community", optional = true },
  witnesses = members { "见证人", "Witnesses", optional = true },
}
