"""Socket Mode as Slack speaks it: hello, envelopes to one connection in turn, acks, ten connections and no more."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from slack_sdk import WebClient

from bot.sandbox import LocalSlack

Json = dict[str, Any]


def ticket(slack: LocalSlack) -> str:
    client = WebClient(base_url=slack.api_url, retry_handlers=[])
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])


def test_each_connection_is_greeted_and_the_eleventh_is_sent_away(slack: LocalSlack) -> None:
    async def connect() -> list[Json]:
        async with aiohttp.ClientSession() as session:
            urls = [await asyncio.to_thread(ticket, slack) for _ in range(11)]
            sockets = [await session.ws_connect(url) for url in urls]
            said: list[Json] = [await socket.receive_json(timeout=10) for socket in sockets]
            for socket in sockets:
                await socket.close()
        return said

    said = asyncio.run(connect())
    assert [s.get("num_connections") for s in said[:10]] == list(range(1, 11))
    assert (said[10]["type"], said[10]["reason"]) == ("disconnect", "too_many_websockets")


def test_an_envelope_goes_to_one_connection_and_is_acked_by_its_id(slack: LocalSlack) -> None:
    async def talk() -> list[int]:
        got = [0, 0]
        async with aiohttp.ClientSession() as session:
            urls = [await asyncio.to_thread(ticket, slack) for _ in range(2)]
            sockets = [await session.ws_connect(url) for url in urls]
            for socket in sockets:
                await socket.receive_json(timeout=10)
            for number in range(4):
                await asyncio.to_thread(slack.post, "mia", "#news-desk", f"@pullquote {number}")
            pending = {asyncio.create_task(s.receive_json()): i for i, s in enumerate(sockets)}
            while sum(got) < 4:
                done, _ = await asyncio.wait(pending, timeout=10, return_when=asyncio.FIRST_COMPLETED)
                assert done, "no envelope came"
                for task in done:
                    index = pending.pop(task)
                    got[index] += 1
                    await sockets[index].send_json({"envelope_id": task.result()["envelope_id"]})
                    pending[asyncio.create_task(sockets[index].receive_json())] = index
            await asyncio.to_thread(slack.wait_idle)
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            for socket in sockets:
                await socket.close()
        return got

    assert asyncio.run(talk()) == [2, 2]
    assert all(d.acked and d.attempts == 1 for d in slack.deliveries())


def test_an_ack_of_something_else_is_none(slack: LocalSlack) -> None:
    async def talk() -> None:
        async with aiohttp.ClientSession() as session:
            url = await asyncio.to_thread(ticket, slack)
            async with session.ws_connect(url) as socket:
                await socket.receive_json(timeout=10)
                await socket.send_str("no json")
                await socket.send_json({"envelope_id": "nobody's"})
                await asyncio.to_thread(slack.post, "mia", "#news-desk", "@pullquote hello")
                envelope = await socket.receive_json(timeout=10)
                assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
                await socket.send_json({"envelope_id": envelope["envelope_id"]})
                await asyncio.to_thread(slack.wait_idle)

    asyncio.run(talk())
    assert slack.errors == []
