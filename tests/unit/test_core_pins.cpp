// R-SIG-4, R-POOL-3: whoever acknowledges a payment has its body, however crowded the pool is.
#include "node/core/signer.h"
#include "tests/support/cluster.h"
#include "tests/support/fast_scheme.h"

#include <QTest>

using namespace timecoin;

namespace {

constexpr PeerNumber kStranger = 99;  // a peer played by the test
constexpr std::uint32_t kPlaces = 2;  // in the pool of the member that is watched

/// Member 0 with a tiny pool, alone with a stranger that speaks for the other three.
struct Crowded {
    Crowded() {
        cluster.configure = [](std::size_t, CoreConfig& config) {
            config.poolTransactions = kPlaces;
        };
        cluster.toStranger = [this](std::size_t, PeerNumber, const wire::Message& message) {
            if (const auto* asked = std::get_if<wire::GetTransfers>(&message))
                asks.insert(asks.end(), asked->ids.begin(), asked->ids.end());
        };
        for (std::size_t i = 0; i < cluster.size(); ++i) cluster.start(i);
        cluster.run(100);  // the start-up question is answered
        for (std::size_t i = 1; i < cluster.size(); ++i) cluster.stop(i);
        core().onPeerReady(kStranger, 0, cluster.now());
    }
    NodeCore& core() { return *cluster.node(0).core; }

    /// Of the coin of user `from`, to somebody else.
    Transaction pay(std::uint32_t from, std::uint32_t to, std::uint32_t fee) {
        const TestNetwork& net = cluster.network();
        const Coin coin = net.userCoin(from);
        TransferBuilder builder(net.hash(), fastScheme());
        builder.spend(net.userOutPoint(from), coin);
        builder.pay(net.users[to], *coin.output.value.minus(Amount::satoshi(fee)));
        return builder.sign(net.users[from]).build();
    }
    void hear(const wire::Message& message) { core().onMessage(kStranger, message, cluster.now()); }
    void hear(const Transaction& tx) {
        hear(wire::TransactionMessage{std::make_shared<const Transaction>(tx)});
    }
    void hearVotes(const Hash& id, std::vector<MemberIndex> members) {
        for (const MemberIndex member : members) {
            TxVote draft;
            draft.at = {0, 1, 0, member, ++sequence};
            draft.ids = IdListRef::of({id});
            hear(wire::TxVotesMessage{signedStatement(draft, cluster.network(), fastScheme()),
                                      {id}});
        }
    }
    void settle() { cluster.settle(0); }
    /// Own votes and acknowledgements are batched by time.
    void goOn() { cluster.run(40); }

    /// What the safety log holds of this payment.
    struct Backing {
        bool acknowledged = false;
        bool body = false;
        bool certificate = false;
        bool operator==(const Backing&) const = default;
    };
    Backing backing(const Transaction& tx) {
        Backing found;
        const auto records = cluster.node(0).safety->load();
        for (const SafetyRecord& record : records.value()) {
            if (record.kind == SafetyKind::Transfer && record.name == tx.id())
                found.body = record.bytes == encoded(tx);
            if (record.kind == SafetyKind::Certificate && record.name == tx.id())
                found.certificate = true;
            if (record.kind != SafetyKind::Statement) continue;
            const auto own = SignedRecord::decode(record.bytes);
            const auto* acks = own ? std::get_if<wire::TxAcksMessage>(&own->message) : nullptr;
            if (acks && std::find(acks->ids.begin(), acks->ids.end(), tx.id()) != acks->ids.end())
                found.acknowledged = true;
        }
        return found;
    }

    Cluster cluster{4, false};
    std::vector<Hash> asks;
    std::uint64_t sequence = 100;
};

constexpr Crowded::Backing kWhole{true, true, true};

}  // namespace

class TestCorePins : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // R-POOL-3, R-SIG-4: certified and known, but others pay more for its place before it is
    // acknowledged, in the same turn.
    void whatIsCertifiedIsHeldAtOnce() {
        Crowded run;
        const auto rival = run.pay(0, 1, 900);
        const auto payment = run.pay(0, 2, 500);
        run.hear(rival);
        run.settle();
        run.goOn();  // it votes for the rival, so that nothing of its own holds the payment
        run.hear(payment);
        run.settle();
        QVERIFY(run.core().pooled(payment.id()));
        run.hearVotes(payment.id(), {1, 2, 3});
        for (std::uint32_t user = 1; user < 4; ++user) run.hear(run.pay(user, user, 50'000 * user));
        run.settle();
        run.goOn();
        QVERIFY(run.backing(payment) == kWhole);
        QVERIFY(run.core().pooled(payment.id()) && run.core().pooled(rival.id()));
        QCOMPARE(run.core().status(run.cluster.now(), 0).poolCount, 2 + kPlaces);
    }

    // R-POOL-3: what this member voted for stays, whoever pays more.
    void whatWasVotedForIsHeld() {
        Crowded run;
        const auto payment = run.pay(0, 2, 500);
        run.hear(payment);
        run.settle();
        run.goOn();
        for (std::uint32_t user = 1; user < 4; ++user) run.hear(run.pay(user, user, 50'000 * user));
        run.settle();
        QVERIFY(run.core().pooled(payment.id()));
        run.hearVotes(payment.id(), {1, 2});
        run.settle();
        run.goOn();
        QVERIFY(run.backing(payment) == kWhole);
    }

    // R-POOL-3, R-FIN-3: it had to leave before the members named it. It is unknown then, asked for,
    // let in although the pool is full, and acknowledged with its body.
    void whatWasPushedOutComesAgain() {
        Crowded run;
        const auto rival = run.pay(0, 1, 900);
        const auto payment = run.pay(0, 2, 500);
        run.hear(rival);
        run.settle();
        run.goOn();
        run.hear(payment);
        run.settle();
        QVERIFY(run.core().pooled(payment.id()));
        run.asks.clear();
        // Both in one turn: the votes meet a pool that it has just left.
        for (std::uint32_t user = 1; user < 4; ++user) run.hear(run.pay(user, user, 50'000 * user));
        run.hearVotes(payment.id(), {1, 2, 3});
        run.settle();
        QVERIFY(!run.core().pooled(payment.id()));
        QCOMPARE(run.cluster.rejection(0, payment.id()), TxError::PoolFull);
        run.cluster.run(1'000);
        QVERIFY(run.backing(payment) == Crowded::Backing{});
        QVERIFY(std::find(run.asks.begin(), run.asks.end(), payment.id()) != run.asks.end());
        // Rivals of what it voted for fill the pool, and all of them pay more.
        for (std::uint32_t user = 1; user < 4; ++user)
            run.hear(run.pay(user, user - 1, 60'000 * user));
        run.settle();
        QCOMPARE(run.core().status(run.cluster.now(), 0).poolCount, 3 + kPlaces);
        run.hear(payment);
        run.settle();
        run.goOn();
        QVERIFY(run.backing(payment) == kWhole);
    }

    // R-POOL-5: a parent that is pushed out while its child is being checked makes the child no
    // double spend. It waits, as it would have without its parent, and comes with it.
    void aChildWaitsForAParentThatWasPushedOut() {
        Crowded run;
        const auto payment = run.pay(0, 2, 500);
        const Coin change{payment.outputs[0], 0};
        const auto child = simpleTransfer(run.cluster.network(), 2, 1, Amount::satoshi(5'000'000),
                                          {payment.id(), 0}, change, fastScheme());
        run.hear(run.pay(0, 1, 900));
        run.settle();
        run.goOn();
        run.hear(payment);
        run.settle();
        for (std::uint32_t user = 1; user < 4; ++user) run.hear(run.pay(user, user, 50'000 * user));
        run.hear(child);
        run.settle();
        QVERIFY(!run.core().pooled(payment.id()) && !run.core().pooled(child.id()));
        QVERIFY(!run.cluster.rejection(0, child.id()));
        run.hearVotes(payment.id(), {1, 2, 3});
        run.hear(payment);
        run.settle();
        QVERIFY(run.core().pooled(payment.id()) && run.core().pooled(child.id()));
    }

    // R-POOL-3: the pins of a window end with it, and the pool is as small again as it must be.
    void pinsEndWithTheirWindow() {
        Crowded run;
        for (std::uint32_t user = 0; user < 4; ++user) {
            run.hear(run.pay(user, user, 1'000 * (user + 1)));
            run.settle();
            run.goOn();
        }
        QCOMPARE(run.core().status(run.cluster.now(), 0).poolCount, 4U);  // it voted for each
        // The others decide a block without ever seeing them.
        run.cluster.lose = [](std::size_t from, std::size_t, const wire::Message& message) {
            return from == 0 && std::holds_alternative<wire::TransactionMessage>(message);
        };
        for (std::size_t i = 1; i < 4; ++i) run.cluster.start(i);
        QVERIFY(run.cluster.runUntil([&] { return run.cluster.heightOf(0) >= 1; }));
        QCOMPARE(run.core().status(run.cluster.now(), 0).poolCount, kPlaces);
    }
};

QTEST_GUILESS_MAIN(TestCorePins)
#include "test_core_pins.moc"
