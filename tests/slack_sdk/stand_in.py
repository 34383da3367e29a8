"""Calls the stand-in with Slack's own library. Arguments: address, bot token, app token, channel, person."""

import sys
import threading

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

address, bot_token, app_token, channel, person = sys.argv[1:]
web = WebClient(token=bot_token, base_url=f"{address}/api/")
checks = 0


def holds(what, found):
    """Counts a check, or ends the program."""
    global checks
    if not found:
        sys.exit(f"does not hold: {what}")
    checks += 1


def refusal(call, *args, **named):
    """The code that a call is refused with."""
    try:
        call(*args, **named)
    except SlackApiError as error:
        return error.response
    return None


who = web.auth_test()
holds("the bot is known", who["user_id"].startswith("U") and "chat:write" in who.headers["x-oauth-scopes"])

blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}]
posted = web.chat_postMessage(channel=channel, text="Hello", blocks=blocks, unfurl_links=False)
holds("a message is posted", posted["ts"] and posted["message"]["text"] == "Hello")
below = web.chat_postMessage(channel=channel, text="More", thread_ts=posted["ts"], unfurl_links=False)
page = web.conversations_replies(channel=channel, ts=posted["ts"])
holds("a thread is read", [message["text"] for message in page["messages"]] == ["Hello", "More"])
changed = web.chat_update(channel=channel, ts=posted["ts"], text="Hello again")
holds("a message is changed", changed["text"] == "Hello again")
holds("a message is deleted", web.chat_delete(channel=channel, ts=below["ts"])["ok"])
holds("one person sees it", web.chat_postEphemeral(channel=channel, user=person, text="Psst")["message_ts"])
home = {"type": "home", "blocks": blocks}
holds("a home is published", web.views_publish(user_id=person, view=home)["view"]["type"] == "home")
holds("a channel is read", web.conversations_info(channel=channel)["channel"]["is_member"])
holds("a person is read", web.users_info(user=person)["user"]["is_admin"] is False)
holds("a conversation opens", web.conversations_open(users=[person])["channel"]["id"].startswith("D"))

gone = refusal(web.chat_update, channel=channel, ts="1.000000", text="x")
holds("what is not there cannot be changed", gone["error"] == "message_not_found")

done = threading.Event()
seen = []


def hear(client, request):
    """Acknowledges, and answers a command with the acknowledgement."""
    seen.append(request.type)
    payload = {"text": "From the library."} if request.type == "slash_commands" else None
    client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=payload))
    if "slash_commands" in seen:
        done.set()


socket = SocketModeClient(app_token=app_token, web_client=web)
socket.socket_mode_request_listeners.append(hear)
socket.connect()
holds("a socket is greeted and delivers", done.wait(30) and "events_api" in seen)
web.chat_postMessage(channel=channel, text="Goodbye", unfurl_links=False)
socket.disconnect()
socket.close()
holds("the socket is closed", not socket.is_connected())
print(f"all {checks} checks hold")
