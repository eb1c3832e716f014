from grader.engine.fork_server.zygote.huge_pages import use_huge_pages


def test_memory_keeps_what_is_in_it() -> None:
    block = bytearray(range(256)) * (32 << 10)
    before = bytes(block)
    assert use_huge_pages() >= 0
    assert block == before
