// Statements: R-STA-1 .. R-STA-5. TRUST: replay across chain, epoch, height, view, kind, member and
// sequence, every pair refused.
#include "node/chain/merkle.h"
#include "node/chain/verify.h"
#include "tests/support/canonical.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <set>
#include <type_traits>

using namespace timecoin;

// R-STA-5: nothing but verify() makes a Verified, except for one's own statements.
static_assert(!std::is_constructible_v<Verified<Commit>, Commit>);
static_assert(!std::is_default_constructible_v<Verified<Commit>>);
template <class T>
concept CanBeClaimed = requires(T value) {
    Verified<T>::ownStatement(value);
};
static_assert(CanBeClaimed<Commit> && !CanBeClaimed<CommitCertificate>);

namespace {

constexpr StatementHeader kAt{3, 31, 2, 1, 99};
constexpr StatementHeader kFlat{3, 31, 0, 1, 99};

IdListRef someIds() {
    return IdListRef::of({testHash(1), testHash(2), testHash(3)});
}

template <class S>
S sample() {
    S statement;
    statement.at = kAt;
    if constexpr (requires { statement.block; }) statement.block = testHash(10);
    if constexpr (requires { statement.justification; }) statement.justification = testHash(11);
    if constexpr (requires { statement.acknowledged; }) {
        statement.prepared = PreparedRef{1, testHash(12)};
        statement.acknowledged = someIds();
    }
    if constexpr (requires { statement.ids; }) statement.ids = someIds();
    if constexpr (S::kKind == StatementKind::Ready || requires { statement.ids; })
        statement.at = kFlat;
    statement.signature.data.fill(0x5a);
    return statement;
}

/// Calls `each` with a sample of every kind.
template <class Each>
void forEveryKind(Each each) {
    each(sample<Ready>());
    each(sample<ViewChange>());
    each(sample<PrePrepare>());
    each(sample<Prepare>());
    each(sample<Commit>());
    each(sample<TxVote>());
    each(sample<TxAck>());
}

template <class S>
std::string goldenFault(const QJsonValue& row, const PublicKey& key) {
    const auto statement = readWhole<S>(hexOf(row["encoded"]));
    if (!statement) return "does not decode";
    if (row["kind"].toInt() != static_cast<int>(S::kKind)) return "kind";
    if (statement->signature != fixedOf<Signature>(row["signature"])) return "signature";
    const Bytes message = signingBytes(*statement, fixedOf<Hash>(row["genesis"]));
    if (message != hexOf(row["signing_bytes"])) return "signing bytes";
    if (writeWhole(*statement) != hexOf(row["encoded"])) return "encoding";
    return verifyEd25519(key, message, statement->signature) ? "" : "verification";
}

/// One signed thing of the replay matrix.
struct Signed {
    PublicKey key;
    Bytes message;
    Signature signature;
};

}  // namespace

class TestStatements : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();  // R-STA-1, R-STA-2
    void everyKindHasOneEncoding();
    void viewsWhereThereAreNone();  // R-STA-3
    void idLists();                 // R-STA-4
    void preparedBelowTheView();
    void everyPairIsRefused();       // R-STA-2
    void membersOfThisHeightOnly();  // R-STA-5
    void everyBitIsSigned();
};

void TestStatements::golden() {
    const QJsonObject file = vectorFile("golden/statements.json").object();
    const SigningKey key = SigningKey::fromSeed(hexOf(file["seed"]));
    QVERIFY(key.publicKey() == fixedOf<PublicKey>(file["public_key"]));
    const QJsonArray rows = file["statements"].toArray();
    QCOMPARE(rows.size(), 8);
    QCOMPARE(goldenFault<Ready>(rows[0], key.publicKey()), std::string());
    QCOMPARE(goldenFault<ViewChange>(rows[1], key.publicKey()), std::string());
    QCOMPARE(goldenFault<ViewChange>(rows[2], key.publicKey()), std::string());
    QCOMPARE(goldenFault<PrePrepare>(rows[3], key.publicKey()), std::string());
    QCOMPARE(goldenFault<Prepare>(rows[4], key.publicKey()), std::string());
    QCOMPARE(goldenFault<Commit>(rows[5], key.publicKey()), std::string());
    QCOMPARE(goldenFault<TxVote>(rows[6], key.publicKey()), std::string());
    QCOMPARE(goldenFault<TxAck>(rows[7], key.publicKey()), std::string());
}

void TestStatements::everyKindHasOneEncoding() {
    forEveryKind([](const auto& statement) { QCOMPARE(encodingFault(statement), std::string()); });
    ViewChange first = sample<ViewChange>();
    first.prepared.reset();
    first.acknowledged = IdListRef::of({});
    QCOMPARE(encodingFault(first), std::string());
}

void TestStatements::viewsWhereThereAreNone() {
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(31, 3);
    const CheckContext context{network.hash(), height, fastScheme()};
    forEveryKind([&](auto statement) {
        using S = decltype(statement);
        const bool hasView = S::kKind != StatementKind::Ready &&
                             S::kKind != StatementKind::TxVote && S::kKind != StatementKind::TxAck;
        statement.at.view = hasView ? kMaxView : 1;
        QCOMPARE(readWhole<S>(writeWhole(statement)).has_value(), hasView);
        statement = signedStatement(statement, network, fastScheme());
        QCOMPARE(verify(statement, context).has_value(), hasView);
        statement.at.view = kMaxView + 1;
        QVERIFY(!readWhole<S>(writeWhole(statement)));
        statement = signedStatement(statement, network, fastScheme());
        QVERIFY(!verify(statement, context));
    });
}

void TestStatements::idLists() {
    TxVote vote = sample<TxVote>();
    const auto decodes = [&](std::uint32_t count, const Hash& root) {
        vote.ids = {count, root};
        return readWhole<TxVote>(writeWhole(vote)).has_value();
    };
    QVERIFY(decodes(1, testHash(1)));
    QVERIFY(decodes(kMaxIdsPerStatement, testHash(1)));
    QVERIFY(!decodes(kMaxIdsPerStatement + 1, testHash(1)));
    QVERIFY(!decodes(0, treeRoot({})));
    ViewChange change = sample<ViewChange>();
    const auto changeDecodes = [&](std::uint32_t count, const Hash& root) {
        change.acknowledged = {count, root};
        return readWhole<ViewChange>(writeWhole(change)).has_value();
    };
    QVERIFY(changeDecodes(0, treeRoot({})));
    QVERIFY(!changeDecodes(0, testHash(1)));
    QVERIFY(changeDecodes(kMaxAcknowledged, testHash(1)));
    QVERIFY(!changeDecodes(kMaxAcknowledged + 1, testHash(1)));
    QVERIFY(IdListRef::of({testHash(1), testHash(2)}) != IdListRef::of({testHash(2), testHash(1)}));
    QVERIFY(IdListRef::of({}).root == treeRoot({}));
}

void TestStatements::preparedBelowTheView() {
    ViewChange change = sample<ViewChange>();
    for (const std::uint32_t view : {0U, 1U, 2U, 3U, 0xffffffffU}) {
        change.prepared->view = view;
        QCOMPARE(readWhole<ViewChange>(writeWhole(change)).has_value(), view < change.at.view);
        QCOMPARE(isWellFormed(change), view < change.at.view);
    }
}

void TestStatements::everyPairIsRefused() {
    std::vector<Signed> all;
    for (unsigned variant = 0; variant < 64; ++variant) {
        const auto bit = [variant](unsigned index) { return (variant >> index & 1) != 0; };
        const Hash chain = testHash(bit(0) ? 1 : 0);
        forEveryKind([&](auto statement) {
            statement.at.epoch += bit(1) ? 1U : 0U;
            statement.at.height += bit(2) ? 1U : 0U;
            statement.at.view += bit(3) ? 1U : 0U;
            statement.at.member = bit(4) ? 2 : 1;
            statement.at.sequence += bit(5) ? 1U : 0U;
            // One body wherever the layout allows it, so that only the kind tells them apart.
            if constexpr (requires { statement.block; }) statement.block = testHash(10);
            const SigningKey key = testKey(statement.at.member);
            const Bytes message = signingBytes(statement, chain);
            all.push_back({key.publicKey(), message, fastScheme().sign(key, message)});
        });
    }
    QCOMPARE(all.size(), std::size_t{64 * 7});
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.size(); ++j) {
            const bool accepted = fastScheme().verify(all[j].key, all[j].message, all[i].signature);
            if (accepted != (i == j)) QFAIL("a signature was good for something else");
        }
    }
    // Also for one and the same key: what is signed must differ by itself.
    std::set<Bytes> messages;
    for (const Signed& one : all) QVERIFY(messages.insert(one.message).second);
}

void TestStatements::membersOfThisHeightOnly() {
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(31, 3);
    const CheckContext context{network.hash(), height, ed25519()};
    forEveryKind([&](const auto& unsignedOne) {
        const auto good = signedStatement(unsignedOne, network, ed25519());
        const auto verified = verify(good, context);
        QVERIFY(verified);
        QVERIFY(verified->value() == good);
        QVERIFY((*verified)->at == good.at);

        const HeightContext nextHeight = network.at(32, 3);
        QVERIFY(!verify(good, {network.hash(), nextHeight, ed25519()}));
        const HeightContext nextEpoch = network.at(31, 4);
        QVERIFY(!verify(good, {network.hash(), nextEpoch, ed25519()}));
        const Hash otherChain = testHash(1);
        QVERIFY(!verify(good, {otherChain, height, ed25519()}));

        auto foreign = good;
        foreign.at.member = 2;  // claims member 2, signed by member 1
        QVERIFY(!verify(foreign, context));
        foreign.at.member = 4;  // there are four
        foreign.signature = network.operators[1].sign(signingBytes(foreign, network.hash()));
        QVERIFY(!verify(foreign, context));
        foreign.at.member = 0xffff;
        QVERIFY(!verify(foreign, context));
        auto later = good;
        later.at.sequence += 1;
        QVERIFY(!verify(later, context));
        auto owners = good;
        owners.signature = network.owners[1].sign(signingBytes(good, network.hash()));
        QVERIFY(!verify(owners, context));
    });
}

void TestStatements::everyBitIsSigned() {
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(31, 3);
    const CheckContext context{network.hash(), height, fastScheme()};
    forEveryKind([&](const auto& unsignedOne) {
        const auto good = signedStatement(unsignedOne, network, fastScheme());
        using S = std::decay_t<decltype(good)>;
        Bytes bytes = writeWhole(good);
        QVERIFY(verify(*readWhole<S>(bytes), context));
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            const auto changed = readWhole<S>(bytes);
            QVERIFY(!changed || !verify(*changed, context));
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        }
    });
}

QTEST_GUILESS_MAIN(TestStatements)
#include "test_statements.moc"
