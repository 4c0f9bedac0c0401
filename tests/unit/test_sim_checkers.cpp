// The simulator's checkers can fail: each is shown a history that breaks its promise, beside the
// nearest one that does not.
#include "node/masternodes/registry.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <memory>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

/// A network whose history the test invents, with checkers watching.
class History {
public:
    explicit History(std::uint32_t members = 4)
        : m_net(testNetwork(members)),
          m_checkers(m_net.network, fastScheme()),
          m_model(m_net.network) {}

    const TestNetwork& net() const { return m_net; }
    Checkers& checkers() { return m_checkers; }
    QString failure() const { return QString::fromStdString(m_checkers.failure().value_or("")); }
    bool fails(const char* with) const { return failure().startsWith(QLatin1String(with)); }

    template <class S>
    S make(std::uint64_t height, std::uint32_t view, MemberIndex member, std::uint64_t sequence) {
        S statement;
        statement.at = {0, height, view, member, sequence};
        return statement;
    }
    template <class S>
    S signedBy(S statement) {
        return signedStatement(std::move(statement), m_net, fastScheme());
    }
    void store(MemberIndex member, std::uint64_t sequence) {
        SafetyRecord record;
        record.sequence = sequence;
        m_checkers.onDurable(member, {record});
    }

    void prepare(std::uint64_t height, std::uint32_t view, MemberIndex member,
                 std::uint64_t sequence, std::uint32_t block) {
        auto statement = make<Prepare>(height, view, member, sequence);
        statement.block = testHash(block);
        store(member, sequence);
        m_checkers.onSent(member, wire::PrepareMessage{signedBy(statement)});
    }
    void change(std::uint64_t height, std::uint32_t view, MemberIndex member,
                std::uint64_t sequence, std::vector<Hash> acknowledged) {
        auto statement = make<ViewChange>(height, view, member, sequence);
        std::sort(acknowledged.begin(), acknowledged.end());
        statement.acknowledged = IdListRef::of(acknowledged);
        store(member, sequence);
        m_checkers.onSent(member, wire::ViewChangeMessage{signedBy(statement), {}});
    }
    void votes(std::uint64_t height, MemberIndex member, std::uint64_t sequence,
               const std::vector<Hash>& ids) {
        auto statement = make<TxVote>(height, 0, member, sequence);
        statement.ids = IdListRef::of(ids);
        store(member, sequence);
        m_checkers.onSent(member, wire::TxVotesMessage{signedBy(statement), ids});
    }
    void acks(std::uint64_t height, MemberIndex member, std::uint64_t sequence,
              const std::vector<Hash>& ids) {
        for (const Hash& id : ids)
            for (const SafetyKind kind : {SafetyKind::Transfer, SafetyKind::Certificate})
                m_checkers.onDurable(member, {{kind, height, 0, id, 0, {}}});
        bareAcks(height, member, sequence, ids);
    }
    /// Nothing of what backs it is in the log.
    void bareAcks(std::uint64_t height, MemberIndex member, std::uint64_t sequence,
                  const std::vector<Hash>& ids) {
        auto statement = make<TxAck>(height, 0, member, sequence);
        statement.ids = IdListRef::of(ids);
        store(member, sequence);
        m_checkers.onSent(member, wire::TxAcksMessage{signedBy(statement), ids});
    }

    /// A block on top of the newest, with reward and fees as they must be, and its certificate.
    CertifiedBlock block(std::vector<Transaction> transactions, std::uint32_t signers,
                         std::uint64_t rewardChange = 0) {
        const std::uint64_t height = m_height + 1;
        CertifiedBlock made;
        Transaction reward;
        reward.kind = TransactionKind::Reward;
        Writer payload;
        payload.u64(height);
        reward.payload = payload.take();
        const std::uint64_t value = m_net.network.params.blockReward.satoshi() + rewardChange;
        if (const auto due = m_model.rewardDue())
            reward.outputs.push_back({*Amount::fromSatoshi(value), *due});
        if (!transactions.empty())
            reward.outputs.push_back(
                {Amount::satoshi(1'000 * static_cast<std::uint32_t>(transactions.size())),
                 m_net.network.genesis.members.at(0).payout});
        made.block.transactions.push_back(reward);
        for (Transaction& tx : transactions) made.block.transactions.push_back(std::move(tx));
        BlockHeader& header = made.block.header;
        header.height = height;
        header.transactionRoot = Block::transactionRootOf(made.block.transactions);
        header.previous = m_tip.isZero() ? m_net.network.genesisHeader().hash() : m_tip;
        header.timestampMs =
            m_net.network.genesis.timeMs + height * m_net.network.params.blockIntervalMs;
        header.proposer = m_net.operators[0].publicKey();
        if (height > 1) made.block.lastCommit = m_certificate;
        RegistryModel after = m_model;
        after.onBlock(made.block);
        header.registryHash = after.expected().hash();
        made.certificate =
            commitCertificate(m_net, m_net.at(height), 0, made.block.hash(), signers, fastScheme());
        return made;
    }
    void commit(NodeNumber node, const CertifiedBlock& block) { m_checkers.onBlock(node, block); }
    /// The next block stands on this one.
    void adopt(const CertifiedBlock& block) {
        m_height = block.block.header.height;
        m_tip = block.block.hash();
        m_certificate = block.certificate;
        m_model.onBlock(block.block);
    }
    void final(NodeNumber node, const Hash& id, std::uint64_t height) {
        m_checkers.onEvent(node, TransferFinal{id, height});
    }
    Transaction payment(std::uint32_t from, std::uint32_t to) {
        const Transaction tx = simpleTransfer(m_net, from, to, Amount::time(5), fastScheme());
        m_checkers.onPayment(tx);
        return tx;
    }

private:
    TestNetwork m_net;
    Checkers m_checkers;
    RegistryModel m_model;
    std::uint64_t m_height = 0;
    Hash m_tip;
    CommitCertificate m_certificate;
};

}  // namespace

class TestSimCheckers : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }

    // ---- counting ---------------------------------------------------------------------------
    void neededMembersAreMoreThanTwoThirds();

    // ---- statements (R-SIG-1..4, R-FIN-5) ---------------------------------------------------
    void honestMemberPasses();
    void secondStatementOfAView();
    void reusedSequence();
    void statementBeforeItIsDurable();
    void acknowledgementWithoutWhatBacksIt();  // R-SIG-4
    void lowerViewAfterHigher();
    void voteAfterViewChange();
    void lateArrivalIsNoLateSignature();
    void otherListInLaterViewChange();
    void acknowledgementMissingInList();
    void unsentAcknowledgementMayStandInList();
    void doubleVote();

    // ---- blocks (R-SAFE-1, R-QUO-1, R-MONEY-4) ----------------------------------------------
    void honestChainPasses();
    void twoBlocksAtOneHeight();
    void bodyThatItsHeaderDoesNotName();
    void certificateBelowQuorum_data();
    void certificateBelowQuorum();
    void certificateNamesOneMemberTwice();
    void certificateWithForeignSignature();
    void coinSpentTwice();
    void rewardTooHigh();
    void restartBelowCommittedHeight();

    // ---- finality (R-FIN-4, R-SAFE-2) ---------------------------------------------------------
    void finalWithTooFewAcknowledgements();
    void finalWithItsChild();
    void finalButNotInItsBlock();
    void blockSpendsFinalCoinOtherwise();
    void rejectedAfterFinal();
    void honestFinalityPasses();
};

// ---- counting -----------------------------------------------------------------------------

void TestSimCheckers::neededMembersAreMoreThanTwoThirds() {
    QCOMPARE(membersNeeded(3), 3U);
    QCOMPARE(membersNeeded(4), 3U);
    QCOMPARE(membersNeeded(6), 5U);
    QCOMPARE(membersNeeded(7), 5U);
    QCOMPARE(membersNeeded(10), 7U);
}

// ---- statements ---------------------------------------------------------------------------

void TestSimCheckers::honestMemberPasses() {
    History history;
    history.votes(1, 2, 1, {testHash(1), testHash(2)});
    history.acks(1, 2, 2, {testHash(1)});
    history.change(1, 0, 2, 3, {testHash(1)});
    history.prepare(1, 0, 2, 4, 10);
    history.change(1, 1, 2, 5, {testHash(1)});
    history.prepare(1, 1, 2, 6, 11);
    history.prepare(1, 1, 2, 6, 11);  // resent byte for byte
    history.votes(2, 2, 7, {testHash(3)});
    QCOMPARE(history.failure(), QString());
}

void TestSimCheckers::secondStatementOfAView() {
    History history;
    history.prepare(1, 0, 2, 1, 10);
    history.prepare(1, 0, 2, 2, 11);
    QVERIFY2(history.fails("equivocation: PREPARE"), qPrintable(history.failure()));
}

void TestSimCheckers::reusedSequence() {
    History history;
    history.prepare(1, 0, 2, 1, 10);
    history.prepare(2, 0, 2, 1, 11);
    QVERIFY2(history.fails("equivocation: one sequence number"), qPrintable(history.failure()));
}

void TestSimCheckers::statementBeforeItIsDurable() {
    History history;
    const Ready ready = history.signedBy(history.make<Ready>(1, 0, 2, 1));
    history.checkers().onSent(1, wire::ReadyMessage{ready});  // passed on by another: no matter
    QCOMPARE(history.failure(), QString());
    history.checkers().onSent(2, wire::ReadyMessage{ready});
    QVERIFY2(history.fails("persist before send"), qPrintable(history.failure()));
}

void TestSimCheckers::acknowledgementWithoutWhatBacksIt() {
    for (const SafetyKind stored : {SafetyKind::Transfer, SafetyKind::Certificate}) {
        History history;
        history.acks(1, 2, 1, {testHash(1)});
        QCOMPARE(history.failure(), QString());
        history.checkers().onDurable(2, {{stored, 2, 0, testHash(1), 0, {}}});
        history.bareAcks(2, 2, 2, {testHash(1)});
        QVERIFY2(history.fails("persist before send: node 2 acknowledged"),
                 qPrintable(history.failure()));
    }
}

void TestSimCheckers::lowerViewAfterHigher() {
    History history;
    history.change(1, 3, 2, 1, {});
    history.prepare(1, 2, 2, 2, 10);
    QVERIFY2(history.fails("order: PREPARE"), qPrintable(history.failure()));
}

void TestSimCheckers::voteAfterViewChange() {
    for (const bool acknowledge : {false, true}) {
        History history;
        history.change(1, 0, 2, 5, {});
        if (acknowledge)
            history.acks(1, 2, 6, {testHash(1)});
        else
            history.votes(1, 2, 6, {testHash(1)});
        QVERIFY2(history.fails("freeze: "), qPrintable(history.failure()));
    }
}

void TestSimCheckers::lateArrivalIsNoLateSignature() {
    History history;
    history.change(1, 0, 2, 5, {});
    history.votes(1, 2, 4, {testHash(1)});
    QCOMPARE(history.failure(), QString());
}

void TestSimCheckers::otherListInLaterViewChange() {
    History history;
    history.acks(1, 2, 1, {testHash(1)});
    history.change(1, 0, 2, 2, {testHash(1)});
    history.change(1, 1, 2, 3, {testHash(1), testHash(2)});
    QVERIFY2(history.fails("frozen list: VIEW-CHANGE"), qPrintable(history.failure()));
}

void TestSimCheckers::acknowledgementMissingInList() {
    History same;
    same.acks(1, 2, 1, {testHash(1)});
    same.change(1, 0, 2, 2, {testHash(2)});
    QVERIFY2(same.fails("frozen list: C of node 2"), qPrintable(same.failure()));

    // A longer list might hold it: only its ids can tell.
    History longer;
    longer.acks(1, 2, 1, {testHash(1)});
    longer.change(1, 0, 2, 2, {testHash(2), testHash(3)});
    QCOMPARE(longer.failure(), QString());
    longer.checkers().onSent(0, wire::AckList{1, {testHash(2), testHash(3)}});
    QVERIFY2(longer.fails("frozen list: C of node 2"), qPrintable(longer.failure()));
}

void TestSimCheckers::unsentAcknowledgementMayStandInList() {
    History history;
    history.acks(1, 2, 1, {testHash(1)});
    history.change(1, 0, 2, 3, {testHash(1), testHash(2)});
    history.checkers().onSent(0, wire::AckList{1, {testHash(2), testHash(1)}});
    history.acks(1, 2, 2, {testHash(2)});
    QCOMPARE(history.failure(), QString());
}

void TestSimCheckers::doubleVote() {
    History history;
    const Transaction first = history.payment(0, 1);
    const Transaction other = simpleTransfer(history.net(), 0, 2, Amount::time(6), fastScheme());
    history.votes(1, 3, 1, {first.id()});
    history.votes(2, 3, 2, {other.id()});  // another window: the first vote died with its own
    history.checkers().onPayment(other);
    QCOMPARE(history.failure(), QString());
    history.votes(2, 3, 3, {first.id()});
    QVERIFY2(history.fails("double vote: node 3"), qPrintable(history.failure()));
}

// ---- blocks -------------------------------------------------------------------------------

void TestSimCheckers::honestChainPasses() {
    History history;
    const CertifiedBlock one = history.block({history.payment(0, 1)}, 3);
    history.commit(0, one);
    history.commit(4, one);
    history.adopt(one);
    const CertifiedBlock two = history.block({}, 4);
    history.commit(0, two);
    history.commit(0, two);  // told again after a restart
    QCOMPARE(history.failure(), QString());
    QCOMPARE(history.checkers().blocks().height(), quint64{2});
    QCOMPARE(history.checkers().blocks().heightOf(4), quint64{1});
}

void TestSimCheckers::twoBlocksAtOneHeight() {
    History history;
    history.commit(0, history.block({}, 3));
    history.commit(1, history.block({history.payment(0, 1)}, 3));
    QVERIFY2(history.fails("agreement: at height 1"), qPrintable(history.failure()));
}

void TestSimCheckers::bodyThatItsHeaderDoesNotName() {
    History history;
    CertifiedBlock block = history.block({history.payment(0, 1)}, 3);
    block.block.transactions.pop_back();
    history.commit(0, block);
    QVERIFY2(history.fails("agreement: node 0"), qPrintable(history.failure()));
}

void TestSimCheckers::certificateBelowQuorum_data() {
    QTest::addColumn<quint32>("members");
    QTest::addColumn<quint32>("signers");
    QTest::addColumn<bool>("enough");
    QTest::newRow("2 of 4") << 4U << 2U << false;
    QTest::newRow("3 of 4") << 4U << 3U << true;
    QTest::newRow("4 of 7") << 7U << 4U << false;
    QTest::newRow("5 of 7") << 7U << 5U << true;
}

void TestSimCheckers::certificateBelowQuorum() {
    QFETCH(quint32, members);
    QFETCH(quint32, signers);
    QFETCH(bool, enough);
    History history(members);
    history.commit(0, history.block({}, signers));
    QCOMPARE(history.failure().isEmpty(), enough);
    QVERIFY(enough || history.fails("certificate: "));
}

void TestSimCheckers::certificateNamesOneMemberTwice() {
    History history;
    CertifiedBlock block = history.block({}, 3);
    block.certificate.entries[2] = block.certificate.entries[1];
    history.commit(0, block);
    QVERIFY2(history.fails("certificate: node 0, height 1: 2 members"),
             qPrintable(history.failure()));
}

void TestSimCheckers::certificateWithForeignSignature() {
    History history;
    CertifiedBlock block = history.block({}, 3);
    block.certificate.view = 1;  // signed in view 0: counting across views is no quorum
    history.commit(0, block);
    QVERIFY2(history.fails("certificate: "), qPrintable(history.failure()));
}

void TestSimCheckers::coinSpentTwice() {
    History history;
    const CertifiedBlock one = history.block({history.payment(0, 1)}, 3);
    history.commit(0, one);
    history.adopt(one);
    history.commit(0, history.block({history.payment(0, 2)}, 3));
    QVERIFY2(history.fails("supply: height 2"), qPrintable(history.failure()));
    QVERIFY(history.failure().endsWith(QLatin1String("spends a coin twice")));
}

void TestSimCheckers::rewardTooHigh() {
    History history;
    history.commit(0, history.block({}, 3, 1));
    QVERIFY2(history.fails("supply: height 1"), qPrintable(history.failure()));
}

void TestSimCheckers::restartBelowCommittedHeight() {
    History history;
    const CertifiedBlock one = history.block({}, 3);
    history.commit(2, one);
    history.checkers().onStart(2, 1, one.block.hash());
    QCOMPARE(history.failure(), QString());
    history.checkers().onStart(2, 0, history.net().network.genesisHeader().hash());
    QVERIFY2(history.fails("durability: node 2"), qPrintable(history.failure()));
}

// ---- finality -----------------------------------------------------------------------------

void TestSimCheckers::finalWithTooFewAcknowledgements() {
    History history;
    const Hash id = history.payment(0, 1).id();
    for (MemberIndex member = 0; member < 2; ++member) history.acks(1, member, 1, {id});
    history.final(4, id, 1);
    QVERIFY2(history.fails("finality: node 4"), qPrintable(history.failure()));
}

void TestSimCheckers::honestFinalityPasses() {
    History history;
    const Transaction tx = history.payment(0, 1);
    for (MemberIndex member = 0; member < 3; ++member) history.acks(1, member, 1, {tx.id()});
    history.final(4, tx.id(), 1);
    history.commit(0, history.block({tx}, 3));
    history.final(3, tx.id(), 1);
    QCOMPARE(history.failure(), QString());
}

/// R-FIN-7: a liar acknowledged the child and not its parent; both are final all the same.
void TestSimCheckers::finalWithItsChild() {
    for (const MemberIndex third : {MemberIndex{2}, MemberIndex{1}}) {
        History history;
        history.checkers().excuse(2);
        const Hash parent = history.payment(0, 1).id();
        Transaction child = history.payment(2, 1);
        child.inputs = {{parent, 0}};
        history.checkers().onPayment(child);
        for (MemberIndex member = 0; member < 2; ++member)
            history.acks(1, member, 1, {parent, child.id()});
        history.acks(1, third, 2, {child.id()});
        QVERIFY2(history.failure().isEmpty(), qPrintable(history.failure()));
        history.final(4, parent, 1);
        if (third == 2)
            QVERIFY2(history.failure().isEmpty(), qPrintable(history.failure()));
        else  // by two members, one of them twice
            QVERIFY2(history.fails("finality: node 4"), qPrintable(history.failure()));
    }
}

void TestSimCheckers::finalButNotInItsBlock() {
    for (const bool blockFirst : {false, true}) {
        History history;
        const Hash id = history.payment(0, 1).id();
        for (MemberIndex member = 0; member < 3; ++member) history.acks(1, member, 1, {id});
        if (blockFirst) history.commit(0, history.block({}, 3));
        history.final(4, id, 1);
        QCOMPARE(history.failure().isEmpty(), !blockFirst);
        if (!blockFirst) history.commit(0, history.block({}, 3));
        QVERIFY2(history.fails("finality: "), qPrintable(history.failure()));
    }
}

void TestSimCheckers::blockSpendsFinalCoinOtherwise() {
    History history;
    const Hash id = history.payment(0, 1).id();
    for (MemberIndex member = 0; member < 3; ++member) history.acks(2, member, 1, {id});
    history.final(4, id, 2);
    history.commit(0, history.block({history.payment(0, 2)}, 3));
    QVERIFY2(history.fails("finality: block 1 holds"), qPrintable(history.failure()));
}

void TestSimCheckers::rejectedAfterFinal() {
    for (const TxError said : {TxError::Conflict, TxError::Crowded}) {
        History history;
        const Hash id = history.payment(0, 1).id();
        for (MemberIndex member = 0; member < 3; ++member) history.acks(1, member, 1, {id});
        history.final(4, id, 1);
        // Who has no room for it says nothing against it, unless it called it final itself.
        for (const TxError forNow : {TxError::AlreadyKnown, TxError::PoolFull, TxError::Crowded})
            history.checkers().onEvent(3, TransferRejected{id, forNow});
        QCOMPARE(history.failure(), QString());
        history.checkers().onEvent(said == TxError::Crowded ? 4 : 3, TransferRejected{id, said});
        QVERIFY2(history.fails("finality: node "), qPrintable(history.failure()));
    }
}

QTEST_GUILESS_MAIN(TestSimCheckers)
#include "test_sim_checkers.moc"
