// Who is at the other end: R-PEER-1, R-WIRE-5. No socket: bytes are carried by hand.
#include "node/wire/handshake.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <functional>

using namespace timecoin;
using namespace timecoin::wire;

namespace {

using Step = Handshake::Step;

/// One end: its keys and its machine.
struct End {
    End(Role role, std::uint32_t number, bool masternode = false, Hash genesis = testHash(1),
        std::uint16_t version = kProtocolVersion)
        : identity(testKey(number)),
          operatorKey(testKey(number + 1'000)),
          machine(role,
                  HandshakeConfig{genesis, version, &identity, masternode ? &operatorKey : nullptr,
                                  static_cast<std::uint16_t>(24'000 + number), 100 + number},
                  testHash(number + 7'000).view()) {}

    /// Feeds; accepts when asked, unless told to refuse.
    void take(ByteView bytes) {
        note(machine.feed(bytes));
        if (!error && step == Step::Decide && refuseWith == Refusal::None) note(machine.accept());
        if (!error && step == Step::Decide) machine.refuse(refuseWith);
    }
    void note(const Result<Step, HandshakeError>& result) {
        if (result.ok())
            step = result.value();
        else
            error = result.error();
    }
    bool done() const { return !error && step == Step::Done; }

    SigningKey identity;
    SigningKey operatorKey;
    Handshake machine;
    Step step = Step::NeedMore;
    std::optional<HandshakeError> error;
    Refusal refuseWith = Refusal::None;
};

struct Sent {
    bool byInitiator;
    Bytes bytes;
};

/// Carries bytes both ways until none are left; `change` may alter what passes.
std::vector<Sent> run(End& initiator, End& responder,
                      const std::function<void(std::size_t, Bytes&)>& change = {}) {
    std::vector<Sent> log;
    for (int round = 0; round < 10; ++round) {
        bool quiet = true;
        for (const bool byInitiator : {true, false}) {
            Bytes bytes = (byInitiator ? initiator : responder).machine.takeOutput();
            if (bytes.empty()) continue;
            quiet = false;
            if (change) change(log.size(), bytes);
            log.push_back({byInitiator, bytes});
            (byInitiator ? responder : initiator).take(bytes);
        }
        if (quiet) break;
    }
    return log;
}

HandshakeError refused(Refusal refusal, bool byPeer) {
    return {HandshakeFailure::Refused, refusal, byPeer};
}

}  // namespace

class TestHandshake : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void bothProveThemselves();
    void byteByByte();
    void equalSeedsGiveEqualBytes();
    void vectorOfTheDocument();
    void anotherGenesis();
    void anotherVersion();
    void notOurProtocol();
    void decisionsReachTheOther();
    void everyTamperedByteEndsIt();
    void reflectionIsRefused();
    void replayIsRefused();
    void oneselfIsRefused();
    void proofsOfAnotherConnection();
    void lowOrderKeys();
    void hostileRecordLengths();
    void channelKeepsOrder();
    void recordsThatFollowAreKept();
};

void TestHandshake::bothProveThemselves() {
    End a(Role::Initiator, 1, true);
    End b(Role::Responder, 2);
    const auto log = run(a, b);
    QVERIFY(a.done() && b.done());
    QCOMPARE(log.size(), std::size_t{4});
    QCOMPARE(log[0].bytes.size(), Hello::kSize);
    QVERIFY(b.machine.peer().identity == a.identity.publicKey());
    QVERIFY(b.machine.peer().operatorKey == a.operatorKey.publicKey());
    QCOMPARE(b.machine.peer().listenPort, std::uint16_t{24'001});
    QCOMPARE(b.machine.peer().height, std::uint64_t{101});
    QVERIFY(a.machine.peer().identity == b.identity.publicKey());
    QVERIFY(!a.machine.peer().operatorKey);
    QCOMPARE(a.machine.peer().version, kProtocolVersion);

    SecretChannel fromA = a.machine.takeChannel();
    SecretChannel fromB = b.machine.takeChannel();
    Bytes record;
    sealRecord(fromA, Bytes{1, 2, 3}, record);
    RecordReader reader;
    reader.feed(record);
    QVERIFY(reader.next(fromB, kMaxRecordText).value() == Bytes({1, 2, 3}));
}

void TestHandshake::byteByByte() {
    End a(Role::Initiator, 1, true);
    End b(Role::Responder, 2, true);
    for (int round = 0; round < 4; ++round) {
        for (const std::uint8_t byte : a.machine.takeOutput()) b.take(ByteView(&byte, 1));
        for (const std::uint8_t byte : b.machine.takeOutput()) a.take(ByteView(&byte, 1));
    }
    QVERIFY(a.done() && b.done());
}

void TestHandshake::equalSeedsGiveEqualBytes() {
    std::vector<Bytes> first;
    for (int repeat = 0; repeat < 2; ++repeat) {
        End a(Role::Initiator, 1, true);
        End b(Role::Responder, 2);
        std::vector<Bytes> bytes;
        for (const Sent& sent : run(a, b)) bytes.push_back(sent.bytes);
        if (repeat == 0) first = bytes;
        QVERIFY(bytes == first);
    }
}

void TestHandshake::vectorOfTheDocument() {
    const auto filled = [](std::uint8_t byte) {
        Hash bytes;
        bytes.data.fill(byte);
        return bytes;
    };
    const SigningKey identityA = SigningKey::fromSeed(filled(0x33).view());
    const SigningKey identityB = SigningKey::fromSeed(filled(0x44).view());
    const SigningKey operatorA = SigningKey::fromSeed(filled(0x55).view());
    Handshake a(Role::Initiator, {filled(0x66), 1, &identityA, &operatorA, 24'100, 7},
                filled(0x11).view());
    Handshake b(Role::Responder, {filled(0x66), 1, &identityB, nullptr, 0, 9}, filled(0x22).view());
    const Bytes first = a.takeOutput();
    QVERIFY(b.feed(first).ok());
    const Bytes second = b.takeOutput();
    QVERIFY(a.feed(second).value() == Step::Decide && a.accept().ok());
    const Bytes third = a.takeOutput();
    QVERIFY(b.feed(third).value() == Step::Decide && b.accept().value() == Step::Done);
    const Bytes fourth = b.takeOutput();
    QVERIFY(a.feed(fourth).value() == Step::Done);
    QCOMPARE(
        toHex(first),
        std::string(
            "54494d45434f494e01006666666666666666666666666666666666666666666666666666666666666666"
            "cb8403d9e0857b55c47ff233b6b4379588c9644aababb2588027bf7188b9821700"));
    QCOMPARE(toHex(hashOf(Domain::Test, second)),
             std::string("8d877617991079dc6d78494ea93c215fa8e77cbf8a8babd28b7c28de72e9c89e"));
    QCOMPARE(toHex(hashOf(Domain::Test, third)),
             std::string("8aba61b7eb9a2b25808fc307d1ae31dae75c422591b93725227d78e3578e3650"));
    QCOMPARE(toHex(fourth), std::string("1200000070e312b18bb864c8d0795a9c08dd8b9f15d6"));
}

void TestHandshake::anotherGenesis() {
    End a(Role::Initiator, 1);
    End b(Role::Responder, 2, false, testHash(2));
    const auto log = run(a, b);
    // Both know why, and neither said who it is.
    QVERIFY(a.error == refused(Refusal::WrongGenesis, false));
    QVERIFY(b.error == refused(Refusal::WrongGenesis, false));
    QCOMPARE(log.size(), std::size_t{2});
    QCOMPARE(log[1].bytes.size(), Hello::kSize);
    QCOMPARE(log[1].bytes.back(), static_cast<std::uint8_t>(Refusal::WrongGenesis));
}

void TestHandshake::anotherVersion() {
    for (const std::uint16_t version :
         {std::uint16_t{0}, std::uint16_t{2}, std::uint16_t{65'535}}) {
        End a(Role::Initiator, 1, false, testHash(1), version);
        End b(Role::Responder, 2);
        run(a, b);
        QVERIFY(a.error == refused(Refusal::WrongVersion, false));
        QVERIFY(b.error == refused(Refusal::WrongVersion, false));
    }
}

void TestHandshake::notOurProtocol() {
    for (const std::string_view text : {"GET / HTTP/1.1\r\n", "\x16\x03\x01", "T", "TIMECOIM"}) {
        End b(Role::Responder, 2);
        b.take(asBytes(text));
        if (text == "T") {
            QVERIFY(!b.error);
            continue;
        }
        QVERIFY(b.error && b.error->failure == HandshakeFailure::NotTimeCoin);
        QVERIFY(b.machine.takeOutput().empty());
    }
}

void TestHandshake::decisionsReachTheOther() {
    for (const Refusal why :
         {Refusal::Duplicate, Refusal::Full, Refusal::Banned, Refusal::Stopping}) {
        End a(Role::Initiator, 1);
        End b(Role::Responder, 2);
        b.refuseWith = why;
        run(a, b);
        QVERIFY(a.error == refused(why, true));

        End c(Role::Initiator, 1);
        End d(Role::Responder, 2);
        c.refuseWith = why;
        run(c, d);
        QVERIFY(d.error == refused(why, true));
        QVERIFY(d.machine.peer().identity.isZero());  // the initiator named itself to nobody
    }
}

void TestHandshake::everyTamperedByteEndsIt() {
    End first(Role::Initiator, 1, true);
    End second(Role::Responder, 2, true);
    const auto log = run(first, second);
    QVERIFY(first.done() && second.done());
    for (std::size_t message = 0; message < log.size(); ++message) {
        for (std::size_t at = 0; at < log[message].bytes.size(); ++at) {
            End a(Role::Initiator, 1, true);
            End b(Role::Responder, 2, true);
            run(a, b, [&](std::size_t number, Bytes& bytes) {
                if (number == message) bytes[at] ^= 0x01;
            });
            // The end the byte was sent to never reaches the end; when that end is the last to
            // speak, the other cannot know yet.
            const End& victim = log[message].byInitiator ? b : a;
            QVERIFY2(!victim.done(), qPrintable(QStringLiteral("%1:%2").arg(message).arg(at)));
        }
    }
}

void TestHandshake::reflectionIsRefused() {
    // What the initiator says comes back to it.
    End a(Role::Initiator, 1);
    const Bytes hello = a.machine.takeOutput();
    a.take(hello);
    QVERIFY(a.error == refused(Refusal::SelfConnection, false));

    // Two initiators put together by someone in the middle never finish: the roles are signed.
    End c(Role::Initiator, 1);
    End d(Role::Initiator, 2);
    const Bytes fromC = c.machine.takeOutput();
    const Bytes fromD = d.machine.takeOutput();
    c.take(fromD);
    d.take(fromC);
    QVERIFY(!c.done() && !d.done());
    QVERIFY(c.machine.takeOutput().empty() && d.machine.takeOutput().empty());
}

void TestHandshake::replayIsRefused() {
    End a(Role::Initiator, 1, true);
    End b(Role::Responder, 2);
    const auto log = run(a, b);
    // Another responder with other randomness, the same bytes of the initiator.
    End fresh(Role::Responder, 3);
    fresh.take(log[0].bytes);
    fresh.take(log[2].bytes);
    QVERIFY(fresh.error && fresh.error->failure == HandshakeFailure::Tampered);
    // Another initiator, the same bytes of the responder.
    End again(Role::Initiator, 4);
    again.take(log[1].bytes);
    QVERIFY(again.error && again.error->failure == HandshakeFailure::Tampered);
}

void TestHandshake::oneselfIsRefused() {
    // Two connections of one node: other ephemeral keys, the same identity.
    End a(Role::Initiator, 1);
    End b(Role::Responder, 1);
    b.machine = Handshake(
        Role::Responder, HandshakeConfig{testHash(1), kProtocolVersion, &b.identity, nullptr, 0, 0},
        testHash(9'999).view());
    run(a, b);
    QVERIFY(a.error == refused(Refusal::SelfConnection, false));
    QVERIFY(b.error == refused(Refusal::SelfConnection, true));
}

void TestHandshake::proofsOfAnotherConnection() {
    // A relay that sits between two honest ends with keys of its own: each end finishes at most
    // with the relay, and the relay cannot show one end's proof to the other.
    End honest(Role::Initiator, 1, true);
    End relayIn(Role::Responder, 50);
    run(honest, relayIn);
    QVERIFY(honest.done());
    QVERIFY(honest.machine.peer().identity == relayIn.identity.publicKey());

    // The proof itself, moved to another transcript: build the record a thief would send.
    KeyExchange exchange = KeyExchange::fromSeed(testHash(60).view());
    End victim(Role::Responder, 2);
    Hello hello{kProtocolVersion, testHash(1), exchange.publicKey(), Refusal::None};
    victim.take(encoded(hello));
    const Bytes reply = victim.machine.takeOutput();
    Reader in(reply);
    const Hello theirs = Hello::decode(in);
    const Hash transcript =
        Hasher(Domain::Handshake).add(encoded(hello)).add(encoded(theirs)).finish();
    for (const int fault : {0, 1, 2, 3}) {
        End target(Role::Responder, 2);
        target.take(encoded(hello));
        SecretChannel channel(*exchange.asInitiator(theirs.key), transcript);
        const SigningKey identity = testKey(70);
        const SigningKey masternode = testKey(71);
        const Hash bound = fault == 1 ? testHash(5) : transcript;
        const std::uint8_t role = fault == 2 ? 1 : 0;
        const auto proof = [&](std::string_view tag, const Hash& to, ByteView rest) {
            Writer out;
            out.raw(asBytes(tag));
            out.u8(role);
            out.fixed(to);
            out.raw(rest);
            return out.take();
        };
        Writer body;
        body.fixed(identity.publicKey());
        body.u16(1);
        body.u64(2);
        body.flag(true);
        body.fixed(masternode.publicKey());
        const PublicKey named = fault == 3 ? testKey(72).publicKey() : identity.publicKey();
        body.fixed(masternode.sign(proof("TimeCoin operat1", transcript, named.view())));
        Writer text;
        text.u8(0);
        text.raw(body.bytes());
        text.fixed(identity.sign(proof("TimeCoin peerid1", bound, body.bytes())));
        Bytes record;
        sealRecord(channel, text.bytes(), record);
        target.take(record);
        if (fault == 0) {
            QVERIFY(target.done());
            QVERIFY(target.machine.peer().operatorKey == masternode.publicKey());
        } else {
            const auto expected = fault == 3 ? HandshakeFailure::BadOperatorSignature
                                             : HandshakeFailure::BadIdentitySignature;
            QVERIFY(target.error && target.error->failure == expected);
        }
    }
}

void TestHandshake::lowOrderKeys() {
    for (const char* key : {"0000000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000000",
                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
        End b(Role::Responder, 2);
        const Hello hello{kProtocolVersion, testHash(1), *fixedFromHex<ExchangeKey>(key),
                          Refusal::None};
        b.take(encoded(hello));
        QVERIFY(b.error && b.error->failure == HandshakeFailure::UnacceptableKey);
    }
}

void TestHandshake::hostileRecordLengths() {
    for (const std::uint32_t length :
         {0u, 16u, 17u, kMaxHandshakeText + 18u, 0x80000000u, 0xffffffffu}) {
        End b(Role::Responder, 2);
        End a(Role::Initiator, 1);
        b.take(a.machine.takeOutput());
        Writer out;
        out.u32(length);
        b.take(out.bytes());
        QVERIFY(b.error && b.error->failure == HandshakeFailure::Malformed);
    }
}

void TestHandshake::channelKeepsOrder() {
    const KeyExchange one = KeyExchange::fromSeed(testHash(1).view());
    const KeyExchange two = KeyExchange::fromSeed(testHash(2).view());
    const auto pair = [&](const Hash& context) {
        return std::pair(SecretChannel(*one.asInitiator(two.publicKey()), testHash(3)),
                         SecretChannel(*two.asResponder(one.publicKey()), context));
    };
    const auto records = [](SecretChannel& channel) {
        std::vector<Bytes> out(3);
        for (std::uint8_t i = 0; i < 3; ++i) sealRecord(channel, Bytes{i}, out[i]);
        return out;
    };
    const auto opens = [](SecretChannel& channel, const Bytes& record) {
        RecordReader reader;
        reader.feed(record);
        return reader.next(channel, kMaxRecordText).ok();
    };
    {
        auto [from, to] = pair(testHash(3));
        const auto sent = records(from);
        QVERIFY(opens(to, sent[0]) && opens(to, sent[1]) && opens(to, sent[2]));
    }
    {
        auto [from, to] = pair(testHash(3));
        const auto sent = records(from);
        QVERIFY(opens(to, sent[0]) && !opens(to, sent[0]));  // repeated
    }
    {
        auto [from, to] = pair(testHash(3));
        const auto sent = records(from);
        QVERIFY(!opens(to, sent[1]));  // out of order
    }
    {
        auto [from, to] = pair(testHash(4));
        QVERIFY(!opens(to, records(from)[0]));  // other context
    }
    {
        auto [from, to] = pair(testHash(3));
        QVERIFY(!opens(from, records(from)[0]));  // back to its sender
    }
    {
        // The length is authenticated: the same ciphertext under another length does not open.
        auto [from, to] = pair(testHash(3));
        Bytes ciphertext;
        from.seal(Bytes{1}, Bytes{18, 0, 0, 0}, ciphertext);
        QVERIFY(!to.open(ciphertext, Bytes{19, 0, 0, 0}));
    }
}

void TestHandshake::recordsThatFollowAreKept() {
    End a(Role::Initiator, 1);
    End b(Role::Responder, 2);
    b.take(a.machine.takeOutput());
    a.take(b.machine.takeOutput());
    b.take(a.machine.takeOutput());
    QVERIFY(b.done());
    Bytes last = b.machine.takeOutput();
    SecretChannel channel = b.machine.takeChannel();
    sealRecord(channel, Bytes{42}, last);
    a.take(last);
    QVERIFY(a.done());
    SecretChannel other = a.machine.takeChannel();
    RecordReader reader;
    reader.feed(a.machine.takeRest());
    QVERIFY(reader.next(other, kMaxRecordText).value() == Bytes{42});
}

QTEST_GUILESS_MAIN(TestHandshake)
#include "test_handshake.moc"
