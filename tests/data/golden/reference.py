#!/usr/bin/env python3
"""The values of node/PROTOCOL.md, section 1, made a second time: from the text, sharing nothing
with the C++ code. Writes the *.json files beside it; the unit tests compare them with what the
node computes. Only Python's standard library; run it again only when the protocol changes.
"""
import hashlib
import json
import pathlib

# ---- hashes (R-VAL-1) and ChaCha20 -------------------------------------------------------

TAGS = ["txid", "txfull", "txsign", "header", "leaf", "node", "empty", "coin", "coinset",
        "keylist", "mnset", "regroot", "regrest", "genesis", "justif", "message", "hello",
        "stored", "page", "test"]


def blake(tag, *parts):
    person = ("TimeCoin " + tag).encode().ljust(16, b"\0")
    return hashlib.blake2b(b"".join(parts), digest_size=32, person=person).digest()


def chacha20(key, length):
    def rotate(x, n):
        return (x << n | x >> (32 - n)) & 0xffffffff

    def quarter(s, a, b, c, d):
        s[a] = s[a] + s[b] & 0xffffffff; s[d] = rotate(s[d] ^ s[a], 16)
        s[c] = s[c] + s[d] & 0xffffffff; s[b] = rotate(s[b] ^ s[c], 12)
        s[a] = s[a] + s[b] & 0xffffffff; s[d] = rotate(s[d] ^ s[a], 8)
        s[c] = s[c] + s[d] & 0xffffffff; s[b] = rotate(s[b] ^ s[c], 7)

    stream = b""
    start = [int.from_bytes(b"expand 32-byte k"[i:i + 4], "little") for i in range(0, 16, 4)]
    start += [int.from_bytes(key[i:i + 4], "little") for i in range(0, 32, 4)]
    for block in range((length + 63) // 64):
        state = start + [block & 0xffffffff, block >> 32, 0, 0]
        work = list(state)
        for _ in range(10):
            for i in range(4):
                quarter(work, i, 4 + i, 8 + i, 12 + i)
            for i in range(4):
                quarter(work, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
        stream += b"".join(((a + b) & 0xffffffff).to_bytes(4, "little")
                           for a, b in zip(work, state))
    return stream[:length]


# ---- Ed25519 (RFC 8032) ------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x & 1 != sign else x


BASE_X = recover_x(BASE_Y, 0)


def point_add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, i, j, k = f - e, h - g, h + g, f + e
    return (e * i % P, j * k % P, i * j % P, e * k % P)


def times_base(scalar):
    result, point = (0, 1, 1, 0), (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    inverse = pow(result[2], P - 2, P)
    x, y = result[0] * inverse % P, result[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def expand(seed):
    wide = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(wide[:32], "little") & (1 << 254) - 8 | 1 << 254
    return scalar, wide[32:]


def public(seed):
    return times_base(expand(seed)[0])


def sign(seed, message):
    scalar, prefix = expand(seed)
    nonce = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % L
    point = times_base(nonce)
    wide = hashlib.sha512(point + public(seed) + message).digest()
    s = (nonce + int.from_bytes(wide, "little") % L * scalar) % L
    return point + s.to_bytes(32, "little")


# ---- the layouts --------------------------------------------------------------------------

def u(bits, value):
    return value.to_bytes(bits // 8, "little")


def blob(data):
    return u(32, len(data)) + data


def items(parts):
    return u(32, len(parts)) + b"".join(parts)


def outpoint(txid, index):
    return txid + u(32, index)


def key_lock(key):
    return b"\0" + key


def key_list(required, keys):
    return bytes([required]) + items(sorted(keys))


def list_lock(encoded):
    return b"\1" + blake("keylist", encoded)


def output(value, lock):
    return u(64, value) + lock


def header_of(epoch, height, view, member, sequence):
    return u(64, epoch) + u(64, height) + u(32, view) + u(16, member) + u(64, sequence)


def tree(leaves):
    if not leaves:
        return blake("empty")
    if len(leaves) == 1:
        return blake("leaf", leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return blake("node", tree(leaves[:split]), tree(leaves[split:]))


def bech32m(prefix, values):
    def polymod(data):
        state = 1
        for value in data:
            top = state >> 25
            state = (state & 0x1ffffff) << 5 ^ value
            for i, g in enumerate((0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3)):
                state ^= g if top >> i & 1 else 0
        return state

    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = polymod(spread + values + [0] * 6) ^ 0x2bc830a3
    values = values + [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[v] for v in values)


def address(lock, prefix):
    bits = "".join(f"{byte:08b}" for byte in lock[1:]) + "0000"
    return bech32m(prefix, [lock[0]] + [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)])


# ---- the values ---------------------------------------------------------------------------

SEEDS = [bytes([i]) * 32 for i in range(1, 9)]
KEYS = [public(seed) for seed in SEEDS]
GENESIS = blake("test", b"golden genesis")
TXIDS = [blake("test", b"golden txid " + bytes([i])) for i in range(4)]


def write(name, value):
    path = pathlib.Path(__file__).with_name(name + ".json")
    path.write_text(json.dumps(value, indent=1, default=lambda data: data.hex()) + "\n")


def core_of(kind, inputs, outputs, memo, payload):
    return (u(16, 1) + bytes([kind]) + items([outpoint(*i) for i in inputs]) + items(outputs) +
            blob(memo) + blob(payload))


def transaction(name, inputs, outputs, memo, spent, lists, signers, kind=0, payload=b""):
    core = core_of(kind, inputs, outputs, memo, payload)
    txid = blake("txid", core)
    message = blake("txsign", GENESIS, txid, *spent)
    signatures = sorted(public(s) + sign(s, message) for s in signers)
    lists = sorted(lists, key=list_lock)
    encoded = core + items(lists) + items(signatures)
    counted = len(core) + 8
    for lock in {s[8:] for s in spent}:
        counted += 96 if lock[0] == 0 else 1 + 4 + 16 * 32 + 16 * 96
    return {"name": name, "kind": kind, "genesis": GENESIS, "spent": spent, "core": core,
            "payload": payload, "id": txid, "signing_hash": message, "encoded": encoded,
            "full_hash": blake("txfull", encoded), "size": len(encoded), "counted_size": counted}


TIME = 100_000_000


def masternode_transactions():
    two_of_three = key_list(2, KEYS[2:5])
    service = b"198.51.100.7:24001"
    operator, owner = KEYS[6], list_lock(two_of_three)
    register = transaction(
        "register: the payer and the operator sign", [(TXIDS[0], 0)],
        [output(50 * TIME, key_lock(KEYS[0])), output(1_000 * TIME, owner)], b"memo",
        [output(1_051 * TIME, key_lock(KEYS[0]))], [], [SEEDS[0], SEEDS[6]], 2,
        operator + owner + key_lock(KEYS[1]) + blob(service) + u(32, 1) + u(16, 3))
    collateral = outpoint(register["id"], 1)
    update = transaction("update: the operator signs", [], [], b"", [], [], [SEEDS[6]], 3,
                         collateral + operator + u(64, 1) + blob(service) + u(16, 4))
    retire = transaction("retire: two of three owners sign", [], [], b"", [], [two_of_three],
                         [SEEDS[2], SEEDS[4]], 4, collateral + owner)
    evidence = transaction("evidence: nobody signs", [], [], b"", [], [], [], 5,
                           evidences()[2]["encoded"])
    return [register, update, retire, evidence]


def transactions():
    two_of_three = key_list(2, KEYS[2:5])
    one = transaction(
        "one key, change", [(TXIDS[0], 0)],
        [output(40 * TIME, key_lock(KEYS[1])), output(59 * TIME, key_lock(KEYS[0]))], b"",
        [output(100 * TIME, key_lock(KEYS[0]))], [], [SEEDS[0]])
    many = transaction(
        "two of three, a shared key, memo", [(TXIDS[1], 7), (TXIDS[2], 0), (TXIDS[0], 1)],
        [output(2**62, list_lock(two_of_three))], bytes(range(80)),
        [output(2**62, list_lock(two_of_three)), output(TIME, key_lock(KEYS[2])),
         output(5_000, key_lock(KEYS[2]))], [two_of_three], [SEEDS[2], SEEDS[4]])
    write("transactions", [one, many] + masternode_transactions())


def statement(kind, where, body):
    """Header, body and the signature of the seventh key."""
    message = b"TimeCoin stmt v1" + GENESIS + bytes([kind]) + header_of(*where) + body
    return header_of(*where) + body + sign(SEEDS[6], message)


def path_in(leaves, index):
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return path_in(left, index) + [tree(right)]
    return path_in(right, index - split) + [tree(left)]


def named(kind, where, ids, index):
    return (statement(kind, where, u(32, len(ids)) + tree(ids)) + u(32, index) +
            items(path_in(ids, index)))


def evidences():
    """One of each kind, by the seventh key as member 1 of height 31 in epoch 3."""
    at = [(3, 31, 2, 1, sequence) for sequence in (99, 100)]
    flat = [(3, 31, 0, 1, sequence) for sequence in (97, 98)]
    listed = sorted(TXIDS[:3])

    def pair(kind, bodies):
        return b"".join(sorted(statement(kind, where, body) for where, body in zip(at, bodies)))

    def change(ids):
        return b"\0" + u(32, len(ids)) + tree(ids)

    cores = sorted(core_of(0, [(TXIDS[0], 3), (TXIDS[spent], 0)],
                           [output(TIME, key_lock(KEYS[0]))], b"", b"") for spent in (1, 2))
    ids = [blake("txid", core) for core in cores]
    votes = named(6, flat[0], TXIDS + [ids[0]], 4) + named(6, flat[1], [ids[1], TXIDS[0]], 0)
    # The acknowledged id stands beside the second of the list.
    acked = listed[1][:31] + bytes([listed[1][31] ^ 1])
    low = 1 if acked > listed[1] else 0
    neighbours = [u(32, i) + listed[i] + items(path_in(listed, i)) for i in (low, low + 1)]
    proofs = [
        ("two pre-prepares", pair(3, [TXIDS[0] + TXIDS[1], TXIDS[0] + TXIDS[2]])),
        ("two prepares", pair(4, [TXIDS[0], TXIDS[1]])),
        ("two commits", pair(5, [TXIDS[0], TXIDS[1]])),
        ("two lists", pair(2, [change(listed), change(listed[:2])])),
        ("two votes", votes + blob(cores[0]) + blob(cores[1])),
        ("an acknowledgement not listed",
         named(7, flat[0], [acked], 0) + acked + statement(2, at[0], change(listed)) +
         items(neighbours)),
    ]
    return [{"name": name, "genesis": GENESIS, "operator_key": KEYS[6],
             "encoded": KEYS[6] + bytes([kind]) + proof}
            for kind, (name, proof) in enumerate(proofs, 1)]


def statements():
    at = (3, 31, 2, 1, 99)
    flat = (3, 31, 0, 1, 99)
    block, justification = TXIDS[0], TXIDS[1]
    ids = u(32, 3) + tree(TXIDS[:3])
    bodies = [
        ("ready", 1, flat, b""),
        ("view_change", 2, at, b"\1" + u(32, 1) + block + ids),
        ("view_change_without_prepared", 2, flat, b"\0" + u(32, 0) + tree([])),
        ("pre_prepare", 3, at, block + justification),
        ("prepare", 4, at, block),
        ("commit", 5, at, block),
        ("tx_vote", 6, flat, ids),
        ("tx_ack", 7, flat, ids),
    ]
    out = []
    for name, kind, where, body in bodies:
        message = b"TimeCoin stmt v1" + GENESIS + bytes([kind]) + header_of(*where) + body
        signature = sign(SEEDS[0], message)
        out.append({"name": name, "kind": kind, "genesis": GENESIS, "signing_bytes": message,
                    "signature": signature,
                    "encoded": header_of(*where) + body + signature})
    write("statements", {"seed": SEEDS[0], "public_key": KEYS[0], "statements": out})


def blocks():
    entry = u(16, 2) + u(64, 99) + bytes(range(64))
    certificate = u(64, 3) + u(64, 30) + u(32, 1) + TXIDS[0] + items([entry])
    none = u(64, 0) + u(64, 0) + u(32, 0) + bytes(32) + items([])
    header = (u(16, 1) + u(64, 31) + TXIDS[0] + u(64, 1_700_000_123_456) + KEYS[0] +
              tree(TXIDS[:2]) + blake("leaf", certificate) + TXIDS[2] + TXIDS[3])
    write("blocks", {"header": header, "hash": blake("header", header),
                     "commit_certificate": certificate,
                     "commit_root": blake("leaf", certificate),
                     "first_commit_root": blake("leaf", none)})


def member(i, txid, index):
    return (outpoint(txid, index) + KEYS[i] + key_lock(KEYS[i + 1]) + key_lock(KEYS[i + 2]),
            blob(f"198.51.100.{i + 1}:24001".encode()))


def masternode_set():
    members = [member(i, TXIDS[i], i) for i in range(4)]
    write("masternode_set", {"encoded": items([a + b for a, b in members]),
                             "hash": blake("mnset", items([a for a, _ in members]))})


def registry():
    def masternode(i, registered, state, unbonds, extra):
        core, service = member(i, TXIDS[i], i)
        return (core + service + u(64, registered) + bytes([state]) + u(64, 30 + i) +
                u(64, 40 + i) + u(64, 50 + i) + u(32, 60 + i) + u(32, i) + u(64, extra) +
                u(64, 2 * extra) + u(64, unbonds) + u(64, 70 + i) + u(64, 80 + i) + u(16, 1 + i))

    states = [(0, 1, 0, 0), (0, 1, 0, 0), (0, 3, 99, 7), (5, 0, 0, 0)]
    members = [member(i, TXIDS[i], i) for i, entry in enumerate(states) if entry[1] == 1]
    out = []
    for upgrade in (b"\0", b"\1" + u(16, 2) + u(64, 1_000)):
        encoded = (u(64, 31) + u(64, 29) + u(64, 2) +
                   items([masternode(i, *entry) for i, entry in enumerate(states)]) +
                   u(32, 9) + items([]) + items([]) + u(64, 3_100 * 10**8) + b"\1" +
                   u(16, 1) + upgrade)
        heads = blake("mnset", items([a for a, _ in members]))
        rest = blake("regrest", encoded)
        out.append({"encoded": encoded, "members_hash": heads, "rest_hash": rest,
                    "hash": blake("regroot", heads, rest)})
    write("registry", out)


def lane_sum(coins):
    lanes = [0] * 1024
    for where, coin in coins:
        stream = chacha20(blake("coin", where, coin), 2048)
        for i in range(1024):
            lanes[i] = lanes[i] + int.from_bytes(stream[2 * i:2 * i + 2], "little") & 0xffff
    return b"".join(u(16, lane) for lane in lanes)


def lthash():
    coins = [(outpoint(TXIDS[i], i), output(10**(8 + i), key_lock(KEYS[i])) + u(64, 7 * i))
             for i in range(3)]
    sums = [lane_sum(coins[:count]) for count in range(4)]
    write("lthash", {"coins": [{"outpoint": a, "coin": b} for a, b in coins],
                     "digests": [blake("coinset", s) for s in sums],
                     "first_lanes_of_three": sums[3][:64]})


def genesis():
    params = (blob(b"golden") + blob(b"stime") + u(64, 10_000) + u(64, 1_000) + u(32, 10) +
              u(32, 20) + u(32, 10) + u(64, 1_000 * 10**8) + u(64, 100 * 10**8))
    balances = [output((1_000 + i) * 10**8, key_lock(KEYS[i + 1])) for i in range(4)]
    start = 1_700_000_000_000
    members = [member(i, bytes(32), i) for i in range(4)]
    digest = blake("genesis", params, u(64, start), items(balances),
                   items([a + b for a, b in members]))
    final = [member(i, digest, i)[0] for i in range(4)]
    coins = [(outpoint(digest, i), b + u(64, 0)) for i, b in enumerate(balances)]
    none = u(64, 0) + u(64, 0) + u(32, 0) + bytes(32) + items([])
    header = (u(16, 1) + u(64, 0) + digest + u(64, start) + bytes(32) + tree([]) +
              blake("leaf", none) + blake("coinset", lane_sum(coins)) +
              blake("mnset", items(final)))
    write("genesis", {"params": params, "time_ms": start, "balances": balances,
                      "members": items([a + b for a, b in members]), "genesis_hash": digest,
                      "header": header, "header_hash": blake("header", header)})


def main():
    # The reference proves itself first: RFC 8439's key stream and RFC 8032's first key.
    assert chacha20(bytes(32), 8).hex() == "76b8e0ada0f13d90"
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert public(seed).hex().startswith("d75a980182b10ab7")
    assert sign(seed, b"").hex().startswith("e5564300c360ac72")

    write("hashes", [{"tag": "TimeCoin " + tag, "of_nothing": blake(tag),
                      "of_abc": blake(tag, b"abc")} for tag in TAGS])
    write("trees", {"leaves": [TXIDS[i % 4][i:] + bytes(i) for i in range(7)],
                    "roots": {str(n): tree([TXIDS[i % 4][i:] + bytes(i) for i in range(n)])
                              for n in (0, 1, 2, 3, 4, 5, 6, 7)}})
    locks = [key_lock(KEYS[0]), list_lock(key_list(2, KEYS[2:5]))]
    write("addresses", {
        "key_list": {"required": 2, "keys": sorted(KEYS[2:5])},
        "addresses": [{"prefix": prefix, "lock": lock, "address": address(lock, prefix)}
                      for prefix in ("time", "ttime", "stime") for lock in locks]})
    transactions()
    write("evidence", evidences())
    statements()
    blocks()
    masternode_set()
    lthash()
    genesis()
    registry()


if __name__ == "__main__":
    main()
