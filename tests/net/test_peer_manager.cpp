// Peers over real sockets on loopback: they talk, gossip and find each other again.
#include "node/net/dialer.h"
#include "tests/support/net_node.h"
#include "tests/support/sample_messages.h"

#include <QTcpServer>
#include <QTest>

using namespace timecoin;
using wire::Message;

namespace {

/// About 100 KB that does not compress.
Message bulky(std::uint32_t number) {
    wire::AckList list;
    list.height = number;
    for (std::uint32_t i = 0; i < 3'000; ++i) list.ids.push_back(testHash(number * 10'000 + i));
    std::sort(list.ids.begin(), list.ids.end());
    return list;
}

Message bigBlock(std::uint32_t number) {
    CertifiedBlock block;
    block.block.header.height = number;
    Transaction tx;
    tx.payload.resize(kMaxPayloadBytes);
    for (std::uint32_t i = 0; i < 60; ++i) {
        for (std::size_t b = 0; b < tx.payload.size(); b += 32) {
            const Hash noise =
                testHash(number * 100'000 + i * 1'000 + static_cast<std::uint32_t>(b));
            std::copy(noise.data.begin(), noise.data.end(),
                      tx.payload.begin() + static_cast<std::ptrdiff_t>(b));
        }
        tx.kind = TransactionKind::MasternodeUpdate;
        block.block.transactions.push_back(tx);
    }
    return wire::BlockMessage{std::make_shared<const CertifiedBlock>(block)};
}

}  // namespace

class TestPeerManager : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void connectAndTalk();                  // R-PEER-1
    void everyKindOfMessageArrives();       // R-WIRE-4, R-WIRE-5
    void gossipOnce();                      // R-PEER-4
    void resendAfterAWhileIsHandedUp();     // R-PEER-4
    void forgottenIsHandedUpAgain();        // R-PEER-4
    void askedIsHandedUpAgain();            // R-PEER-4
    void lanesOvertake();                   // R-PEER-3
    void pausedReadingLosesNothing();       // R-PEER-3
    void backoffDoubles();                  // R-PEER-7
    void dialsUntilItAnswers();             // R-PEER-7
    void crossedDialsKeepOne();             // R-PEER-7
    void dialAnewReplaces();                // R-PEER-7
    void oneselfIsDialledOnce();            // R-PEER-7
    void dropConnectCloses();               // R-PEER-7
    void anotherGenesisIsToldAtBothEnds();  // R-PEER-1
    void stopIsGracefulAndBounded();
    void cannotListen();
};

/// Over sockets: each end learns that the other one is of another network, and drops it.
void TestPeerManager::anotherGenesisIsToldAtBothEnds() {
    Node a(1);
    NetConfig config = dialling(a.port());
    config.genesis = testHash(2);
    Node b(2, config);
    QTRY_VERIFY(!a.others.isEmpty() && !b.others.isEmpty());
    QCOMPARE(a.others.front(), QStringLiteral("127.0.0.1"));
    QCOMPARE(b.others.front(), loopback(a.port()));
    QVERIFY(a.ready.empty() && b.ready.empty());
    // It may be mended there at any time, so it is tried again, with the usual pauses.
    QTRY_VERIFY(b.others.size() >= 2);
}

void TestPeerManager::connectAndTalk() {
    Node a(1, listening(), true);
    QVERIFY(!a.failure);
    a.manager->setBestHeight(77);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.ready.size(), std::size_t{1});
    QTRY_COMPARE(b.ready.size(), std::size_t{1});
    const PeerInfo seen = b.ready[0];
    QVERIFY(seen.identity == testKey(1).publicKey());
    QVERIFY(seen.operatorKey == testKey(1'001).publicKey());
    QVERIFY(!seen.inbound && a.ready[0].inbound);
    QCOMPARE(seen.height, std::uint64_t{77});
    QCOMPARE(seen.listenPort, a.port());
    QCOMPARE(seen.address, loopback(a.port()));
    QVERIFY(!a.ready[0].operatorKey);

    a.manager->send(a.only(), wire::TipNotice{78, testHash(3)});
    b.manager->send(b.only(), wire::GetBlocks{1, 10});
    QTRY_COMPARE(b.got.size(), std::size_t{1});
    QTRY_COMPARE(a.got.size(), std::size_t{1});
    QCOMPARE(std::get<wire::GetBlocks>(a.got[0].second).count, 10u);
    QCOMPARE(b.manager->peers()[0].height, std::uint64_t{78});
    QVERIFY(b.manager->peers()[0].bytesIn > 100 && b.manager->peers()[0].bytesOut > 100);

    b.manager.reset();
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::ClosedByPeer);
    QCOMPARE(a.count(), std::size_t{0});
    a.manager->send(a.ready[0].id, wire::Ping{1});  // nobody there: nothing happens
}

void TestPeerManager::everyKindOfMessageArrives() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    std::vector<Bytes> sent;
    for (const Message& message : sampleMessages()) {
        if (message.index() < 2) continue;  // ping and pong stay below
        sent.push_back(wire::encodeMessage(message));
        a.manager->send(a.only(), message);
    }
    QTRY_COMPARE(b.got.size(), sent.size());
    std::vector<Bytes> got;
    for (const auto& [from, message] : b.got) got.push_back(wire::encodeMessage(message));
    std::sort(sent.begin(), sent.end());
    std::sort(got.begin(), got.end());
    QVERIFY(got == sent);
}

void TestPeerManager::gossipOnce() {
    // A line a - b - c, and d with all: whatever is handed up is passed on.
    const auto patient = [](NetConfig config) {
        config.timing.seenAgreementMs = 1'000'000;  // however slow this machine is
        return config;
    };
    Node a(1, patient(listening()));
    Node b(2, patient(dialling(a.port())));
    Node c(3, patient(dialling(b.port())));
    NetConfig toAll = patient(dialling(a.port()));
    toAll.connect.push_back(loopback(b.port()));
    toAll.connect.push_back(loopback(c.port()));
    Node d(4, toAll);
    for (Node* node : {&a, &b, &c, &d})
        node->onMessage = [node](PeerId, const Message& message) {
            node->manager->gossip(message);
        };
    QTRY_VERIFY(a.count() == 2 && b.count() == 3 && c.count() == 2 && d.count() == 3);

    const int kMessages = 200;
    for (std::uint64_t i = 1; i <= kMessages; ++i) a.manager->gossip(prepareOf(i));
    for (Node* node : {&b, &c, &d}) QTRY_COMPARE(node->got.size(), std::size_t{kMessages});
    // One more behind all of them: when it is everywhere, no copy is still under way before it.
    a.manager->gossip(prepareOf(9'999));
    for (Node* node : {&b, &c, &d}) QTRY_COMPARE(node->got.size(), std::size_t{kMessages + 1});
    QCOMPARE(a.got.size(), std::size_t{0});
    a.manager->gossip(prepareOf(1));  // all are known to have it
    a.manager->gossip(prepareOf(10'000));
    for (Node* node : {&b, &c, &d}) QTRY_COMPARE(node->got.size(), std::size_t{kMessages + 2});
}

void TestPeerManager::resendAfterAWhileIsHandedUp() {
    NetConfig config = listening();
    config.timing.seenAgreementMs = 300;
    Node a(1, config);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(b.count(), std::size_t{1});
    // send() is not filtered by what the peer is known to have; the receiver hands up one.
    for (int i = 0; i < 3; ++i) b.manager->send(b.only(), prepareOf(5));
    b.manager->send(b.only(), prepareOf(6));
    QTRY_COMPARE(a.got.size(), std::size_t{2});
    QTRY_VERIFY([&] {
        b.manager->send(b.only(), prepareOf(5));
        return a.got.size() == 3;
    }());
}

void TestPeerManager::forgottenIsHandedUpAgain() {
    NetConfig config = listening();
    config.timing.seenAgreementMs = 1'000'000;
    Node a(1, config);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(b.count(), std::size_t{1});
    b.manager->send(b.only(), prepareOf(5));
    QTRY_COMPARE(a.got.size(), std::size_t{1});
    b.manager->send(b.only(), prepareOf(5));
    b.manager->send(b.only(), prepareOf(6));
    QTRY_COMPARE(a.got.size(), std::size_t{2});
    a.manager->forget(wire::messageId(wire::encodeMessage(prepareOf(5))));
    b.manager->send(b.only(), prepareOf(5));
    QTRY_COMPARE(a.got.size(), std::size_t{3});
}

void TestPeerManager::askedIsHandedUpAgain() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QTRY_COMPARE(b.count(), std::size_t{1});
    const auto tx =
        std::make_shared<const Transaction>(simpleTransfer(testNetwork(4), 0, 1, Amount::time(5)));
    const wire::TransactionMessage message{tx};
    b.manager->gossip(message);
    QTRY_COMPARE(a.gotOf<wire::TransactionMessage>(), std::size_t{1});
    b.manager->send(b.only(), message);
    b.manager->send(b.only(), wire::GetAddresses{});
    QTRY_COMPARE(a.gotOf<wire::GetAddresses>(), std::size_t{1});
    QCOMPARE(a.gotOf<wire::TransactionMessage>(), std::size_t{1});

    a.manager->send(a.only(), wire::GetTransactions{{tx->fullHash()}});
    QTRY_COMPARE(b.gotOf<wire::GetTransactions>(), std::size_t{1});
    b.manager->send(b.only(), message);
    QTRY_COMPARE(a.gotOf<wire::TransactionMessage>(), std::size_t{2});
    a.manager->send(a.only(), wire::GetTransfers{{tx->id()}});
    QTRY_COMPARE(b.gotOf<wire::GetTransfers>(), std::size_t{1});
    b.manager->send(b.only(), message);
    QTRY_COMPARE(a.gotOf<wire::TransactionMessage>(), std::size_t{3});
}

void TestPeerManager::lanesOvertake() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QTRY_COMPARE(b.count(), std::size_t{1});
    // b does not listen until everything is queued: two megabytes of blocks first, of which the
    // kernels take some; then votes, then a phase message.
    b.manager->setReadingPaused(true);
    const std::size_t kBlocks = 16;
    for (std::uint32_t i = 0; i < kBlocks; ++i) a.manager->send(a.only(), bigBlock(i));
    QTRY_VERIFY(a.manager->peers()[0].bytesOut > 500'000);
    quint64 before = 0;
    QTRY_VERIFY(std::exchange(before, a.manager->peers()[0].bytesOut) == before);
    a.manager->send(a.only(), bulky(1));
    a.manager->send(a.only(), prepareOf(1));
    b.manager->setReadingPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(b.got.size(), kBlocks + 2, 20'000);
    const auto placeOf = [&](auto tag) {
        for (std::size_t i = 0; i < b.got.size(); ++i)
            if (std::holds_alternative<decltype(tag)>(b.got[i].second)) return i;
        return b.got.size();
    };
    QVERIFY(placeOf(wire::PrepareMessage{}) < placeOf(wire::AckList{}));
    QVERIFY2(placeOf(wire::AckList{}) + 3 < kBlocks,
             qPrintable(QString::number(placeOf(wire::AckList{}))));
}

void TestPeerManager::pausedReadingLosesNothing() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QTRY_COMPARE(b.count(), std::size_t{1});
    b.onMessage = [&](PeerId, const Message&) {
        // The owner's queue is full after every message.
        b.manager->setReadingPaused(true);
        QTimer::singleShot(0, b.manager.get(), [&] { b.manager->setReadingPaused(false); });
    };
    const std::uint64_t kMessages = 300;
    for (std::uint64_t i = 1; i <= kMessages; ++i) a.manager->gossip(prepareOf(i));
    QTRY_COMPARE(b.got.size(), std::size_t{kMessages});
    for (std::uint64_t i = 1; i <= kMessages; ++i)
        QCOMPARE(std::get<wire::PrepareMessage>(b.got[i - 1].second).prepare.at.sequence, i);
}

void TestPeerManager::backoffDoubles() {
    const NetTiming timing;
    const PublicKey one = testKey(1).publicKey();
    const PublicKey two = testKey(2).publicKey();
    int differing = 0;
    for (std::uint32_t attempt = 0; attempt < 40; ++attempt) {
        const int whole = attempt < 7 ? 100 << attempt : 10'000;
        const int delay = backoffMs(attempt, one, loopback(1), timing);
        QVERIFY(delay >= whole / 2 && delay <= whole);
        QCOMPARE(backoffMs(attempt, one, loopback(1), timing), delay);
        if (backoffMs(attempt, two, loopback(1), timing) != delay) ++differing;
    }
    QVERIFY(differing > 20);
    QVERIFY(!HostPort::parse(QStringLiteral("host")) && !HostPort::parse(QStringLiteral(":1")));
    QVERIFY(!HostPort::parse(QStringLiteral("h:0")) && !HostPort::parse(QStringLiteral("h:65536")));
    QVERIFY(!HostPort::parse(QStringLiteral("::1:2")));
    QCOMPARE(HostPort::parse(QStringLiteral("[::1]:2"))->text(), QStringLiteral("[::1]:2"));
}

void TestPeerManager::dialsUntilItAnswers() {
    // A port that was free a moment ago.
    QTcpServer finder;
    QVERIFY(finder.listen(QHostAddress::LocalHost));
    NetConfig config = listening();
    config.listenPort = finder.serverPort();
    finder.close();
    NetConfig dial = dialling(config.listenPort);
    dial.timing.backoffMinMs = 10;
    dial.timing.backoffMaxMs = 40;
    Node b(2, dial);
    // Two incarnations of one node: the second is found as the first was.
    for (std::size_t round = 1; round <= 2; ++round) {
        Node a(1, config);
        QVERIFY2(!a.failure, qPrintable(a.failure.value_or(QString())));
        QTRY_COMPARE(b.ready.size(), round);
        a.manager.reset();
        QTRY_COMPARE(b.gone.size(), round);
    }
}

void TestPeerManager::crossedDialsKeepOne() {
    for (std::uint32_t round = 0; round < 10; ++round) {
        Node a(100 + round);
        Node b(200 + round);
        a.manager->addConnect(loopback(b.port()));
        b.manager->addConnect(loopback(a.port()));
        QTRY_VERIFY(a.count() == 1 && b.count() == 1);
        const bool aLower = testKey(100 + round).publicKey() < testKey(200 + round).publicKey();
        // Both end up with the one that the lower opened, and it carries.
        QTRY_VERIFY(a.count() == 1 && b.count() == 1 && a.manager->peers()[0].inbound == !aLower &&
                    b.manager->peers()[0].inbound == aLower);
        a.manager->gossip(prepareOf(round));
        QTRY_COMPARE(b.gotOf<wire::PrepareMessage>(), std::size_t{1});
        QCOMPARE(a.ready.size(), a.gone.size() + 1);
        QCOMPARE(b.ready.size(), b.gone.size() + 1);
    }
}

void TestPeerManager::dialAnewReplaces() {
    Node a(1);
    RawPeer first(a.port(), 50);
    QTRY_VERIFY(first.channel);
    const PeerId old = a.only();
    RawPeer second(a.port(), 50);
    QTRY_VERIFY(second.channel);
    QTRY_VERIFY(first.closed());
    QCOMPARE(a.count(), std::size_t{1});
    QVERIFY(a.only() != old);
    QCOMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].first, old);
    QCOMPARE(a.gone[0].second, GoneReason::Replaced);
    // Two names of one node: the initiator keeps what it has and does not dial round and round.
    NetConfig twice = dialling(a.port());
    twice.connect.push_back(QStringLiteral("localhost:%1").arg(a.port()));
    twice.timing.backoffMinMs = 5;
    twice.timing.backoffMaxMs = 5;
    Node b(2, twice);
    QTRY_COMPARE(b.count(), std::size_t{1});
    b.manager->addConnect(QStringLiteral("127.0.0.2:%1").arg(a.port()));
    // Many attempts would fit in beside these connections, if there were any.
    Node c(3);
    for (std::size_t round = 1; round <= 10; ++round) {
        b.manager->addConnect(loopback(c.port()));
        QTRY_COMPARE(c.ready.size(), round);
        b.manager->dropConnect(loopback(c.port()));
        QTRY_COMPARE(c.gone.size(), round);
    }
    QVERIFY(std::count_if(b.ready.begin(), b.ready.end(), [](const PeerInfo& info) {
                return info.identity == testKey(1).publicKey();
            }) == 1);
}

void TestPeerManager::oneselfIsDialledOnce() {
    Node a(1);
    Node b(2);
    a.manager->addConnect(loopback(a.port()));
    a.manager->addConnect(loopback(b.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QVERIFY(a.manager->peers()[0].identity == testKey(2).publicKey());
    QCOMPARE(a.ready.size(), std::size_t{1});
}

void TestPeerManager::dropConnectCloses() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(b.count(), std::size_t{1});
    b.manager->dropConnect(loopback(a.port()));
    QTRY_COMPARE(b.gone.size(), std::size_t{1});
    QCOMPARE(b.gone[0].second, GoneReason::Dropped);
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    b.manager->addConnect(loopback(a.port()));
    QTRY_COMPARE(b.count(), std::size_t{1});
}

void TestPeerManager::stopIsGracefulAndBounded() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(b.count(), std::size_t{1});
    QTRY_COMPARE(a.count(), std::size_t{1});
    a.manager->gossip(prepareOf(1));
    a.manager->stop();  // before the turn in which it would be written
    QTRY_VERIFY(a.stopped);
    QTRY_COMPARE(b.gotOf<wire::PrepareMessage>(), std::size_t{1});
    QTRY_COMPARE(b.gone.size(), std::size_t{1});
    QVERIFY(a.gone.empty());
    QCOMPARE(a.port(), quint16{0});

    // A peer that does not read cannot hold it up.
    NetConfig config = listening();
    config.timing.stopMs = 100;
    Node c(3, config);
    Node d(4, dialling(c.port()));
    QTRY_COMPARE(c.count(), std::size_t{1});
    QTRY_COMPARE(d.count(), std::size_t{1});
    d.manager->setReadingPaused(true);
    for (std::uint32_t i = 0; i < 100; ++i) c.manager->send(c.only(), bulky(i));
    c.manager->stop();
    QTRY_VERIFY(c.stopped);
    // Alone it is stopped at once.
    Node e(5);
    e.manager->stop();
    QTRY_VERIFY(e.stopped);
}

void TestPeerManager::cannotListen() {
    Node a(1);
    NetConfig taken = listening();
    taken.listenPort = a.port();
    Node b(2, taken);
    QVERIFY(b.failure.has_value());
    NetConfig nonsense = listening();
    nonsense.listenHost = QStringLiteral("not an address");
    Node c(3, nonsense);
    QVERIFY(c.failure.has_value());
    NetConfig deaf = listening();
    deaf.listen = false;
    Node d(4, deaf);
    QVERIFY(!d.failure);
    QCOMPARE(d.port(), quint16{0});
}

QTEST_GUILESS_MAIN(TestPeerManager)
#include "test_peer_manager.moc"
