-- Questions of many visitors for wrk: docs/load.md. One visitor may ask 50 a second, so each request is another one's;
-- for that the server takes this machine for its proxy (ASKWELL__WEB__TRUSTED_PROXIES=127.0.0.1).

local questions = {
  "can i drive home afterwards?", "will i be awake", "is it safe? how quickly does it work?", "how much does it cost",
  "whats the weather in paris", "hello", "i want to die", "does insurence cover it and can i bring my mum along with me",
}
local asked = 0

function request()
  asked = asked + 1
  local headers = {
    ["Content-Type"] = "application/json",
    ["X-Forwarded-For"] = string.format("10.%d.%d.%d", asked / 65536 % 256, asked / 256 % 256, asked % 256),
  }
  local body = string.format('{"text": "%s"}', questions[asked % #questions + 1])
  return wrk.format("POST", nil, headers, body)
end
