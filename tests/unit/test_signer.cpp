// The signer: R-SIG-2 (order across kinds) and R-SIG-3 (what a restart remembers).
#include "node/core/signer.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace timecoin;

namespace {

template <class S>
S at(std::uint64_t height, std::uint32_t view = 0) {
    S draft;
    draft.at = {0, height, view, 2, 0};
    return draft;
}

template <class S>
bool signs(Signer& signer, std::uint64_t height, std::uint32_t view = 0) {
    return signer.sign(at<S>(height, view)).has_value();
}

SafetyRecord recordOf(const wire::Message& message, const StatementHeader& header) {
    return {SafetyKind::Statement, header.height,
            header.view,           {},
            header.sequence,       SignedRecord{message, {}}.encode()};
}

}  // namespace

class TestSigner : public QObject {
    Q_OBJECT

private:
    std::optional<SigningKey> m_key;  // guarded memory needs startCrypto() first
    Hash m_genesis;

private slots:
    void initTestCase() {
        QVERIFY(startCrypto());
        m_key.emplace(testKey(1002));
        m_genesis = testHash(1);
    }

    void ordersWithinAHeight() {
        Signer signer(*m_key, fastScheme(), m_genesis);
        QVERIFY(signs<TxVote>(signer, 5));
        QVERIFY(signs<Ready>(signer, 5));
        QVERIFY(signs<TxAck>(signer, 5));
        QVERIFY(!signs<Prepare>(signer, 5));  // nothing of view 0 before the own VIEW-CHANGE
        QVERIFY(!signs<Commit>(signer, 5));
        QVERIFY(signs<ViewChange>(signer, 5));
        // R-FIN-5 as the signer sees it: no vote, acknowledgement or READY after a VIEW-CHANGE.
        QVERIFY(!signs<TxVote>(signer, 5) && !signs<TxAck>(signer, 5) && !signs<Ready>(signer, 5));
        QVERIFY(!signs<ViewChange>(signer, 5));
        QVERIFY(signs<Prepare>(signer, 5));
        QVERIFY(!signs<Prepare>(signer, 5) && !signs<PrePrepare>(signer, 5));
        QVERIFY(signs<Commit>(signer, 5));
        QVERIFY(!signs<Commit>(signer, 5));
        QVERIFY(!signs<Prepare>(signer, 5, 1));  // its VIEW-CHANGE comes first
        QVERIFY(signs<ViewChange>(signer, 5, 3));
        for (const std::uint32_t view : {0u, 1u, 2u})
            QVERIFY(!signs<ViewChange>(signer, 5, view) && !signs<Commit>(signer, 5, view));
        QVERIFY(signs<PrePrepare>(signer, 5, 3));
        QVERIFY(!signs<Prepare>(signer, 5, 3));
        QVERIFY(signs<Commit>(signer, 5, 3));
    }

    // The freeze holds also when the first VIEW-CHANGE is for a view above 0.
    void freezesAtAnyView() {
        Signer signer(*m_key, fastScheme(), m_genesis);
        QVERIFY(signs<ViewChange>(signer, 5, 2));
        QVERIFY(!signs<TxVote>(signer, 5) && !signs<TxAck>(signer, 5));
    }

    void heightsNeverGoBack() {
        Signer signer(*m_key, fastScheme(), m_genesis);
        QVERIFY(signs<TxVote>(signer, 6));
        QVERIFY(!signs<TxVote>(signer, 5) && !signs<ViewChange>(signer, 5, 9));
        QVERIFY(signs<TxVote>(signer, 7));
        QVERIFY(!signs<ViewChange>(signer, 6));
    }

    void numbersEveryStatement() {
        Signer signer(*m_key, fastScheme(), m_genesis);
        const auto vote = signer.sign(at<TxVote>(5));
        QVERIFY(!signer.sign(at<Commit>(5)));  // a refusal uses no number
        const auto change = signer.sign(at<ViewChange>(5));
        QCOMPARE(vote->at.sequence, 1u);
        QCOMPARE(change->at.sequence, 2u);
        QVERIFY(fastScheme().verify(m_key->publicKey(), signingBytes(*change, m_genesis),
                                    change->signature));
        QVERIFY(signer.made(hashOf(Domain::Message, signingBytes(*vote, m_genesis))));
        auto foreign = *vote;
        foreign.at.sequence = 9;
        QVERIFY(!signer.made(hashOf(Domain::Message, signingBytes(foreign, m_genesis))));
    }

    // R-SIG-3: from its records alone a new signer refuses exactly what the old one refused.
    void aRestartRefusesWhatWasRefused() {
        Signer first(*m_key, fastScheme(), m_genesis);
        std::vector<SafetyRecord> log;
        const auto change = *first.sign(at<ViewChange>(5, 1));
        log.push_back(recordOf(wire::ViewChangeMessage{change, std::nullopt}, change.at));
        const auto prepare = *first.sign(at<Prepare>(5, 1));
        log.push_back(recordOf(wire::PrepareMessage{prepare}, prepare.at));

        Signer second(*m_key, fastScheme(), m_genesis);
        second.restore(log, 2);
        QCOMPARE(second.height(), 5u);
        QVERIFY(second.made(hashOf(Domain::Message, signingBytes(prepare, m_genesis))));
        QVERIFY(!signs<TxVote>(second, 5) && !signs<TxAck>(second, 5));
        QVERIFY(!signs<ViewChange>(second, 5, 1) && !signs<Prepare>(second, 5, 1));
        QVERIFY(!signs<PrePrepare>(second, 5, 1) && !signs<TxVote>(second, 4));
        QCOMPARE(second.sign(at<Commit>(5, 1))->at.sequence, 3u);
    }

    // The highest number survives although its record was pruned.
    void theSequenceSurvivesPruning() {
        Signer signer(*m_key, fastScheme(), m_genesis);
        signer.restore({}, 41);
        QCOMPARE(signer.sign(at<TxVote>(1))->at.sequence, 42u);
    }

    void recordsRefuseDamage() {
        const auto bytes = SignedRecord{wire::ReadyMessage{}, {testOutPoint(1)}}.encode();
        QVERIFY(SignedRecord::decode(bytes));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!SignedRecord::decode(ByteView(bytes).first(size)));
    }
};

QTEST_GUILESS_MAIN(TestSigner)
#include "test_signer.moc"
