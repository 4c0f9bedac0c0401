// Peers over real sockets on loopback: what the slow, the broken and the hostile can do.
#include "tests/support/net_node.h"

#include <QTest>

#include <sys/resource.h>

using namespace timecoin;
using wire::Message;

class TestPeerAbuse : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void refusalsAreTold();             // R-PEER-1
    void pingMeasuresAndSilenceEnds();  // R-PEER-2
    void handshakeMustEnd();            // R-PEER-2
    void agreementOverflowCloses();     // R-PEER-3
    void undecodableIsMisbehaviour();   // R-PEER-5
    void punishedAreBanned();           // R-PEER-5
    void tamperedRecordEnds();          // R-WIRE-5
    void floodIsDropped();              // R-PEER-6
    void limitsHold();                  // R-PEER-8
    void halfOpenSocketsBlockNobody();  // R-PEER-8
    void garbageBlocksNobody();         // R-PEER-8
    void fewDescriptors();              // R-PEER-8
};

void TestPeerAbuse::refusalsAreTold() {
    Node a(1);
    RawPeer genesis(a.port(), 50, testHash(2));
    RawPeer version(a.port(), 51, testHash(1), 99);
    QTRY_VERIFY(genesis.error && genesis.error->refusal == wire::Refusal::WrongGenesis);
    QTRY_VERIFY(version.error && version.error->refusal == wire::Refusal::WrongVersion);
    QTRY_VERIFY(genesis.closed() && version.closed());
    QVERIFY(a.ready.empty() && a.gone.empty());
}

void TestPeerAbuse::pingMeasuresAndSilenceEnds() {
    NetConfig config = listening();
    config.timing.pingMs = 20;
    config.timing.deadMs = 300;
    Node a(1, config);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QTRY_VERIFY(a.manager->peers()[0].latencyMs >= 0);
    QTRY_VERIFY(b.manager->peers()[0].latencyMs >= 0);
    // A peer that answers lives on; one that only shook hands does not.
    RawPeer silent(a.port(), 50);
    QTRY_COMPARE(a.count(), std::size_t{2});
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::Timeout);
    QCOMPARE(a.count(), std::size_t{1});
    QVERIFY(a.manager->peers()[0].identity == testKey(2).publicKey());
}

void TestPeerAbuse::handshakeMustEnd() {
    NetConfig config = listening();
    config.timing.handshakeMs = 100;
    Node a(1, config);
    QTcpSocket mute;
    mute.connectToHost(QHostAddress::LocalHost, a.port());
    QTRY_COMPARE(mute.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(mute.state(), QAbstractSocket::UnconnectedState);
}

void TestPeerAbuse::agreementOverflowCloses() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    QTRY_COMPARE(b.count(), std::size_t{1});
    b.manager->setReadingPaused(true);
    wire::ProposalMessage proposal;
    for (std::uint32_t i = 0; i < 30'000; ++i) proposal.block.transfers.push_back(testHash(i));
    for (std::uint64_t i = 0; i < 40 && a.gone.empty(); ++i) {
        proposal.prePrepare.at.sequence = i;
        a.manager->send(a.only(), proposal);
        if (a.count() == 0) break;
    }
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::SendOverflow);
}

void TestPeerAbuse::undecodableIsMisbehaviour() {
    Node a(1);
    RawPeer bad(a.port(), 50);
    QTRY_VERIFY(bad.channel);
    bad.sendMessage(Bytes{200, 1, 2});
    QTRY_COMPARE(a.manager->peers().at(0).score,
                 static_cast<int>(wire::pointsOf(MisbehaviourReason::UndecodableMessage)));
    bad.sendMessage(Bytes{1, 2});
    bad.sendMessage(Bytes{9, 0});
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::Banned);
    QTRY_VERIFY(bad.closed());
    // Connecting anew does not help; another identity is another matter.
    RawPeer again(a.port(), 50);
    QTRY_VERIFY(again.error && again.error->refusal == wire::Refusal::Banned);
    RawPeer other(a.port(), 51);
    QTRY_VERIFY(other.channel);
    QVERIFY(a.got.empty());
    // A frame that breaks its rules bans at once.
    other.sendText(Bytes{0, 0xff, 0xff, 0xff, 0xff, 0});
    QTRY_COMPARE(a.gone.size(), std::size_t{2});
    QCOMPARE(a.gone[1].second, GoneReason::BadFrame);
    RawPeer banned(a.port(), 51);
    QTRY_VERIFY(banned.error && banned.error->refusal == wire::Refusal::Banned);
}

void TestPeerAbuse::punishedAreBanned() {
    Node a(1);
    Node b(2, dialling(a.port()));
    QTRY_COMPARE(a.count(), std::size_t{1});
    a.manager->punish(a.only(), MisbehaviourReason::UnrequestedData);
    QCOMPARE(a.count(), std::size_t{1});
    QCOMPARE(a.manager->peers()[0].score, 5);
    a.manager->punish(a.only(), MisbehaviourReason::InvalidBlock);
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::Banned);
    QTRY_COMPARE(b.gone.size(), std::size_t{1});
}

void TestPeerAbuse::tamperedRecordEnds() {
    Node a(1);
    RawPeer peer(a.port(), 50);
    QTRY_VERIFY(peer.channel);
    Bytes text{0};
    const Bytes frame = wire::frameOf(wire::encodeMessage(wire::TipNotice{9, testHash(1)}));
    text.insert(text.end(), frame.begin(), frame.end());
    Bytes record;
    wire::sealRecord(*peer.channel, text, record);
    record[20] ^= 1;
    peer.write(record);
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::BadChannel);
    QVERIFY(a.got.empty());
    // Whoever altered it, the peer is not to blame.
    RawPeer again(a.port(), 50);
    QTRY_VERIFY(again.channel);
}

void TestPeerAbuse::floodIsDropped() {
    Node a(1);
    Node honest(2, dialling(a.port()));
    QTRY_COMPARE(honest.count(), std::size_t{1});
    RawPeer flood(a.port(), 50);
    QTRY_VERIFY(flood.channel);
    // Address questions: 20 at once are plenty; a hundred points more are a ban.
    for (int i = 0; i < 200; ++i)
        flood.sendMessage(wire::encodeMessage(wire::GetAddresses{}), wire::Lane::Addresses);
    QTRY_COMPARE(a.gone.size(), std::size_t{1});
    QCOMPARE(a.gone[0].second, GoneReason::Banned);
    QVERIFY(a.gotOf<wire::GetAddresses>() >= 20 && a.gotOf<wire::GetAddresses>() < 60);
    honest.manager->gossip(prepareOf(1));
    QTRY_COMPARE(a.gotOf<wire::PrepareMessage>(), std::size_t{1});
}

void TestPeerAbuse::limitsHold() {
    NetConfig small = listening();
    small.maxPeers = 3;
    Node a(1, small);
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (std::uint32_t i = 0; i < 3; ++i) {
        peers.push_back(std::make_unique<RawPeer>(a.port(), 50 + i));
        QTRY_VERIFY(peers.back()->channel);
    }
    RawPeer late(a.port(), 60);
    QTRY_VERIFY(late.error && late.error->refusal == wire::Refusal::Full);
    QCOMPARE(a.count(), std::size_t{3});
    // A place that becomes free is given again.
    peers.pop_back();
    QTRY_COMPARE(a.count(), std::size_t{2});
    RawPeer later(a.port(), 61);
    QTRY_VERIFY(later.channel);

    // Outbound: no more than maxOutbound at a time.
    std::vector<std::unique_ptr<Node>> others;
    NetConfig few = listening();
    few.maxOutbound = 2;
    for (std::uint32_t i = 0; i < 4; ++i) {
        others.push_back(std::make_unique<Node>(70 + i));
        few.connect.push_back(loopback(others.back()->port()));
    }
    Node dialler(80, few);
    QTRY_COMPARE(dialler.count(), std::size_t{2});
    others[0].reset();
    QTRY_COMPARE(dialler.ready.size(), std::size_t{3});
    QTRY_COMPARE(dialler.count(), std::size_t{2});
}

void TestPeerAbuse::halfOpenSocketsBlockNobody() {
    Node a(1);
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<QTcpSocket>());
        slow.back()->connectToHost(QHostAddress::LocalHost, a.port());
    }
    // Some dribble the beginning of a hello and stop.
    for (int i = 0; i < 200; i += 2)
        connect(slow[static_cast<std::size_t>(i)].get(), &QTcpSocket::connected, this,
                [socket = slow[static_cast<std::size_t>(i)].get()] { socket->write("TIME"); });
    QTRY_VERIFY(std::all_of(slow.begin(), slow.end(), [](const auto& socket) {
        return socket->state() != QAbstractSocket::ConnectingState &&
               socket->state() != QAbstractSocket::HostLookupState;
    }));
    QElapsedTimer clock;
    clock.start();
    Node honest(2, dialling(a.port()));
    QTRY_COMPARE(honest.count(), std::size_t{1});
    QVERIFY2(clock.elapsed() < 1'000, qPrintable(QString::number(clock.elapsed())));
}

void TestPeerAbuse::garbageBlocksNobody() {
    Node a(1);
    Node honest(2, dialling(a.port()));
    QTRY_COMPARE(honest.count(), std::size_t{1});
    std::uint32_t seed = 7;
    for (int i = 0; i < 50; ++i) {
        QByteArray garbage;
        if (i % 2 == 0) garbage = "TIMECOIN\x01";
        for (int n = 0; n < 5'000; ++n) {
            seed = seed * 1'664'525u + 1'013'904'223u;
            garbage.append(static_cast<char>(seed >> 24));
        }
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, a.port());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write(garbage);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }
    honest.manager->gossip(prepareOf(1));
    QTRY_COMPARE(a.gotOf<wire::PrepareMessage>(), std::size_t{1});
    QVERIFY(a.gone.empty());
}

void TestPeerAbuse::fewDescriptors() {
    Node a(1);
    rlimit saved{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &saved), 0);
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int i = 0; i < 60; ++i) {  // opened, before descriptors get scarce, but not yet accepted
        slow.push_back(std::make_unique<QTcpSocket>());
        slow.back()->connectToHost(QHostAddress::LocalHost, a.port());
    }
    rlimit tight = saved;
    tight.rlim_cur = 90;  // sixty are taken by the other ends
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &tight), 0);
    QTRY_VERIFY(std::all_of(slow.begin(), slow.end(), [](const auto& socket) {
        return socket->state() != QAbstractSocket::ConnectingState;
    }));
    slow.resize(50);  // descriptors for the honest end
    QElapsedTimer clock;
    clock.start();
    {
        RawPeer honest(a.port(), 50);
        QTRY_VERIFY(honest.channel);
    }
    const qint64 took = clock.elapsed();
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &saved), 0);
    QVERIFY2(took < 1'000, qPrintable(QString::number(took)));
}

QTEST_GUILESS_MAIN(TestPeerAbuse)
#include "test_peer_abuse.moc"
