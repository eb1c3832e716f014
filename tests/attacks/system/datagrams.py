"""Makes sockets that send messages and open files to any socket of the machine with a name."""

DOUBLE = """\
def double(x):
    return 0


import socket

for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_RDM):
    for flags in (0, socket.SOCK_CLOEXEC, socket.SOCK_NONBLOCK):
        try:
            socket.socketpair(socket.AF_UNIX, kind | flags)
            print("allowed")
        except OSError:
            pass
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
for send in (ours.sendto, lambda text, to: ours.sendmsg([text], [], 0, to)):
    try:
        send(b"to you", "/dev/log")
    except OSError:
        pass
print(theirs.recv(100, socket.MSG_DONTWAIT) if ours else None)
"""

SCORE = 2.0
SHOWS = "b'to you'\n"
HARMS = True
