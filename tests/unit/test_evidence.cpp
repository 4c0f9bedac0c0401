// Evidence: R-EVI-1 .. R-EVI-4. Each of the six contradictions, their innocent look-alikes, and
// that nobody can be accused by bytes that somebody else made.
#include "node/chain/merkle.h"
#include "tests/support/canonical.h"
#include "tests/support/masternode_actions.h"
#include "tests/support/vectors.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

constexpr MemberIndex kMember = 2;

const SigningKey& operatorKey() {
    static const SigningKey key = testKey(4'001);
    return key;
}

Hash genesis() {
    return testHash(100);
}

StatementHeader at(std::uint32_t view = 0, std::uint64_t sequence = 5) {
    return {3, 31, view, kMember, sequence};
}

template <class S>
S made(S statement) {
    statement.signature = ed25519().sign(operatorKey(), signingBytes(statement, genesis()));
    return statement;
}

std::vector<Hash> idsFrom(std::uint32_t first, std::uint32_t count) {
    std::vector<Hash> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back(testHash(first + i));
    return ids;
}

std::vector<Hash> ascending(std::vector<Hash> ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

Prepare prepare(std::uint32_t block, StatementHeader where = at(1)) {
    return made(Prepare{where, testHash(block), {}});
}

Commit commit(std::uint32_t block, StatementHeader where = at(1)) {
    return made(Commit{where, testHash(block), {}});
}

PrePrepare prePrepare(std::uint32_t block, std::uint32_t justification,
                      StatementHeader where = at(1)) {
    return made(PrePrepare{where, testHash(block), testHash(justification), {}});
}

ViewChange viewChange(const std::vector<Hash>& listed, StatementHeader where = at(1),
                      std::optional<PreparedRef> prepared = {}) {
    return made(ViewChange{where, prepared, IdListRef::of(listed), {}});
}

TxVote vote(const std::vector<Hash>& ids, StatementHeader where = at()) {
    return made(TxVote{where, IdListRef::of(ids), {}});
}

TxAck ack(const std::vector<Hash>& ids, StatementHeader where = at()) {
    return made(TxAck{where, IdListRef::of(ids), {}});
}

/// Spends the outputs of these numbers; `mark` makes it another transfer.
Transaction transfer(const std::vector<std::uint32_t>& spends, std::uint8_t mark) {
    Transaction tx;
    for (const std::uint32_t number : spends) tx.inputs.push_back(testOutPoint(number));
    tx.outputs.push_back({Amount::time(1), Lock::toKey(testKey(1).publicKey())});
    tx.memo = {mark};
    return tx;
}

/// That the batch names the id at `index`.
template <class S>
IdProof proofIn(const S& batch, const std::vector<Hash>& ids, std::uint32_t index) {
    return {batch.at, batch.ids, batch.signature, index, treePath(ids, index)};
}

std::uint32_t indexOf(const std::vector<Hash>& ids, const Hash& id) {
    return static_cast<std::uint32_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

/// A batch with `tx` as its third of five.
std::vector<Hash> batchWith(const Transaction& tx, std::uint32_t others) {
    std::vector<Hash> ids = idsFrom(others, 4);
    ids.insert(ids.begin() + 2, tx.id());
    return ids;
}

std::optional<Evidence> doubleVote(const Transaction& one, const Transaction& other,
                                   StatementHeader oneAt = at(0, 5),
                                   StatementHeader otherAt = at(0, 6)) {
    const auto a = batchWith(one, 500);
    const auto b = batchWith(other, 600);
    return makeEvidence(operatorKey().publicKey(), proofIn(vote(a, oneAt), a, 2), one,
                        proofIn(vote(b, otherAt), b, 2), other);
}

std::optional<Evidence> unlisted(const std::vector<Hash>& acked, const Hash& id,
                                 const std::vector<Hash>& listed,
                                 StatementHeader changeAt = at(1)) {
    return makeEvidence(operatorKey().publicKey(), proofIn(ack(acked), acked, indexOf(acked, id)),
                        id, viewChange(listed, changeAt), listed);
}

template <class S>
std::optional<Evidence> pair(const S& a, const S& b) {
    return makeEvidence(operatorKey().publicKey(), a, b);
}

bool holds(const std::optional<Evidence>& evidence) {
    return evidence && checkEvidence(*evidence, genesis(), ed25519());
}

/// One of each kind.
std::vector<Evidence> samples() {
    const auto listed = ascending(idsFrom(0, 9));
    return {*pair(prePrepare(1, 2), prePrepare(3, 2)),
            *pair(prepare(1), prepare(2)),
            *pair(commit(1), commit(2)),
            *pair(viewChange(listed), viewChange(ascending(idsFrom(0, 8)), at(4))),
            *doubleVote(transfer({1, 2}, 1), transfer({2, 3}, 2)),
            *unlisted(idsFrom(20, 6), testHash(23), listed)};
}

}  // namespace

class TestEvidence : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void golden();
    void oneOfEachHolds();       // R-EVI-1
    void oneEncodingOnly();      // R-EVI-2
    void orderDoesNotMatter();   // R-EVI-2
    void statementsOfOneView();  // R-EVI-1, R-EVI-4
    void viewChanges();          // R-EVI-1, R-EVI-4
    void otherPlacesAreInnocent_data();
    void otherPlacesAreInnocent();  // R-EVI-1, R-EVI-4
    void votesForOneOutput();       // R-EVI-1, R-EVI-4
    void votesThatNameNoTransfer();
    void acksBesideTheList();  // R-EVI-1, R-EVI-4
    void neighboursMustEnclose();
    void whoeverSigned();  // R-EVI-3
    void largeTransfers();
};

void TestEvidence::golden() {
    const QJsonArray rows = vectorFile("golden/evidence.json").array();
    QCOMPARE(static_cast<std::size_t>(rows.size()), std::variant_size_v<Contradictory>);
    for (const QJsonValue row : rows) {
        const Bytes bytes = hexOf(row["encoded"]);
        const auto evidence = decoded<Evidence>(bytes);
        QVERIFY2(evidence, qPrintable(row["name"].toString()));
        QVERIFY(encoded(*evidence) == bytes);
        QVERIFY(evidence->operatorKey == fixedOf<PublicKey>(row["operator_key"]));
        QVERIFY(checkEvidence(*evidence, fixedOf<Hash>(row["genesis"]), ed25519()));
    }
}

void TestEvidence::oneOfEachHolds() {
    const auto all = samples();
    QCOMPARE(all.size(), std::variant_size_v<Contradictory>);
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].proof.index(), i);
        QVERIFY(checkEvidence(all[i], genesis(), ed25519()));
        QCOMPARE(all[i].place().epoch, std::uint64_t{3});
        QCOMPARE(all[i].place().height, std::uint64_t{31});
        QCOMPARE(all[i].place().member, kMember);
        const auto checked =
            checkTransaction(evidenceTransaction(all[i]), {}, testBasis(genesis()));
        QVERIFY(checked);
        QVERIFY(checked->action == MasternodeAction(all[i]));
    }
}

void TestEvidence::oneEncodingOnly() {
    for (const Evidence& evidence : samples()) {
        QCOMPARE(encodingFault(evidence), std::string());
        // Whatever a changed byte turns it into, it accuses nobody.
        const Bytes good = encoded(evidence);
        for (std::size_t i = 0; i < good.size(); i += 7) {
            Bytes bytes = good;
            bytes[i] ^= 1;
            const auto other = decoded<Evidence>(bytes);
            QVERIFY(!other || !checkEvidence(*other, genesis(), ed25519()));
        }
    }
    for (const int kind : {0, 7, 255}) {
        Bytes bytes = encoded(samples()[0]);
        bytes[PublicKey::kSize] = static_cast<std::uint8_t>(kind);
        QVERIFY(!decoded<Evidence>(bytes));
    }
}

void TestEvidence::orderDoesNotMatter() {
    QVERIFY(pair(commit(1), commit(2)) == pair(commit(2), commit(1)));
    const Transaction one = transfer({1}, 1);
    const Transaction other = transfer({1}, 2);
    QVERIFY(doubleVote(one, other, at(0, 5), at(0, 5)));
    // The wrong way round it is neither decoded nor taken.
    for (Evidence evidence : samples()) {
        const bool turned = std::visit(
            [](auto& proof) {
                if constexpr (requires { proof.first; }) {
                    std::swap(proof.first, proof.second);
                    if constexpr (requires { proof.firstCore; })
                        std::swap(proof.firstCore, proof.secondCore);
                    return true;
                }
                return false;
            },
            evidence.proof);
        if (!turned) continue;
        QVERIFY(!decoded<Evidence>(encoded(evidence)));
        QVERIFY(!checkEvidence(evidence, genesis(), ed25519()));
    }
}

void TestEvidence::statementsOfOneView() {
    QVERIFY(holds(pair(prePrepare(1, 2), prePrepare(1, 3))));
    // Repeats, be it under another number of the signer's sequence, are never evidence.
    QVERIFY(!pair(commit(1), commit(1)));
    QVERIFY(!pair(commit(1), commit(1, at(1, 6))));
    QVERIFY(!pair(prepare(1), prepare(1, at(1, 6))));
    QVERIFY(!pair(prePrepare(1, 2), prePrepare(1, 2, at(1, 6))));
    // Another view may agree on another block.
    QVERIFY(!pair(commit(1), commit(2, at(2))));
    QVERIFY(!pair(prepare(1), prepare(2, at(2))));
    QVERIFY(!pair(prePrepare(1, 2), prePrepare(3, 2, at(2))));
    QVERIFY(holds(pair(commit(1), commit(2, at(1, 6)))));
}

void TestEvidence::viewChanges() {
    const auto listed = ascending(idsFrom(0, 9));
    const auto fewer = ascending(idsFrom(0, 8));
    const PreparedRef one{0, testHash(1)};
    const PreparedRef other{0, testHash(2)};
    QVERIFY(holds(pair(viewChange(listed, at(1)), viewChange(fewer, at(1)))));
    QVERIFY(holds(pair(viewChange(listed, at(1)), viewChange(fewer, at(4)))));
    QVERIFY(holds(pair(viewChange(listed, at(1)), viewChange({}, at(2)))));
    QVERIFY(holds(pair(viewChange(listed, at(1), one), viewChange(listed, at(1)))));
    QVERIFY(holds(pair(viewChange(listed, at(1), one), viewChange(listed, at(1), other))));
    QVERIFY(!pair(viewChange(listed, at(1), one), viewChange(listed, at(1, 6), one)));
    // What is prepared changes from view to view.
    QVERIFY(!pair(viewChange(listed, at(1), one), viewChange(listed, at(2), other)));
    QVERIFY(!pair(viewChange(listed, at(1)), viewChange(listed, at(2), other)));
}

void TestEvidence::otherPlacesAreInnocent_data() {
    QTest::addColumn<std::function<void(StatementHeader&)>>("move");
    using Move = std::function<void(StatementHeader&)>;
    QTest::newRow("epoch") << Move([](auto& header) { ++header.epoch; });
    QTest::newRow("height") << Move([](auto& header) { ++header.height; });
    QTest::newRow("member") << Move([](auto& header) { ++header.member; });
}

void TestEvidence::otherPlacesAreInnocent() {
    QFETCH(std::function<void(StatementHeader&)>, move);
    const auto moved = [&](StatementHeader header) {
        move(header);
        return header;
    };
    QVERIFY(!pair(prePrepare(1, 2), prePrepare(3, 2, moved(at(1)))));
    QVERIFY(!pair(prepare(1), prepare(2, moved(at(1)))));
    QVERIFY(!pair(commit(1), commit(2, moved(at(1)))));
    QVERIFY(!pair(viewChange(idsFrom(0, 1)), viewChange({}, moved(at(1)))));
    QVERIFY(!doubleVote(transfer({1}, 1), transfer({1}, 2), at(0, 5), moved(at(0, 6))));
    QVERIFY(!unlisted(idsFrom(20, 6), testHash(23), {}, moved(at(1))));
}

void TestEvidence::votesForOneOutput() {
    QVERIFY(holds(doubleVote(transfer({1}, 1), transfer({1}, 2))));
    QVERIFY(holds(doubleVote(transfer({3, 9, 1}, 1), transfer({2, 9, 4}, 2))));
    // Both in one batch.
    const Transaction one = transfer({1}, 1);
    const Transaction other = transfer({1}, 2);
    const std::vector<Hash> ids{testHash(1), other.id(), one.id()};
    const TxVote both = vote(ids);
    QVERIFY(holds(makeEvidence(operatorKey().publicKey(), proofIn(both, ids, 2), one,
                               proofIn(both, ids, 1), other)));
    // Different outputs, or the same transfer in two batches.
    QVERIFY(!doubleVote(transfer({1}, 1), transfer({2}, 2)));
    QVERIFY(!doubleVote(transfer({1}, 1), transfer({1}, 1)));
    Transaction otherOutput = transfer({1}, 2);
    otherOutput.inputs[0].index = 1;
    QVERIFY(!doubleVote(transfer({1}, 1), otherOutput));
    // A transfer that is not in the batch, or not where the proof says.
    const auto a = batchWith(one, 500);
    const auto b = batchWith(other, 600);
    const auto with = [&](const IdProof& proof) {
        return makeEvidence(operatorKey().publicKey(), proofIn(vote(a), a, 2), one, proof, other);
    };
    QVERIFY(with(proofIn(vote(b), b, 2)));
    QVERIFY(!with(proofIn(vote(b), b, 1)));
    QVERIFY(!with(proofIn(vote(idsFrom(600, 5)), b, 2)));
}

void TestEvidence::votesThatNameNoTransfer() {
    // An id is only a hash: what it is the hash of must be a transfer's core and nothing else.
    const Transaction one = transfer({1}, 1);
    const auto with = [&](const Bytes& core) {
        std::vector<Hash> ids = idsFrom(600, 2);
        ids.push_back(hashOf(Domain::TransactionId, core));
        const auto a = batchWith(one, 500);
        DoubleVote proof{proofIn(vote(a), a, 2), proofIn(vote(ids), ids, 2), one.encodedCore(),
                         core};
        if (proof.secondCore < proof.firstCore) {
            std::swap(proof.first, proof.second);
            std::swap(proof.firstCore, proof.secondCore);
        }
        return checkEvidence(Evidence{operatorKey().publicKey(), proof}, genesis(), ed25519());
    };
    QVERIFY(with(transfer({1}, 2).encodedCore()));
    Transaction reward = transfer({1}, 2);
    reward.kind = TransactionKind::Reward;
    QVERIFY(!with(reward.encodedCore()));
    Bytes longer = transfer({1}, 2).encodedCore();
    longer.push_back(0);
    QVERIFY(!with(longer));
    longer.resize(longer.size() + 3);  // an empty count of key lists
    QVERIFY(!with(longer));
    QVERIFY(!with(encoded(transfer({1}, 2))));
    QVERIFY(!with({}));
}

void TestEvidence::acksBesideTheList() {
    const auto all = ascending(idsFrom(0, 12));
    // Every place an id can be missing from, in lists of every small size.
    for (std::size_t size = 1; size <= all.size(); ++size) {
        const std::vector<Hash> some(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
        for (std::size_t missing = 0; missing < size; ++missing) {
            std::vector<Hash> listed = some;
            listed.erase(listed.begin() + static_cast<std::ptrdiff_t>(missing));
            const auto evidence = unlisted(some, some[missing], listed);
            QVERIFY(holds(evidence));
            const auto& proof = std::get<UnlistedAck>(evidence->proof);
            const bool atAnEnd = missing == 0 || missing == size - 1;
            QCOMPARE(proof.neighbours.size(), size == 1 ? 0U : atAnEnd ? 1U : 2U);
            // Listed, it is what an honest member does.
            QVERIFY(!unlisted(some, some[missing], some));
        }
    }
    // Not acknowledged at all.
    QVERIFY(!unlisted(idsFrom(20, 3), testHash(1), all));
    // Any view of the height will do: all carry one list.
    QVERIFY(holds(unlisted(all, all[3], {}, at(0))));
    QVERIFY(holds(unlisted(all, all[3], {}, at(9))));
}

void TestEvidence::neighboursMustEnclose() {
    const auto all = ascending(idsFrom(0, 10));
    const auto neighbour = [&](std::uint32_t index) {
        return UnlistedAck::Neighbour{index, all[index], treePath(all, index)};
    };
    const auto proves = [&](const Hash& id, std::vector<UnlistedAck::Neighbour> neighbours) {
        const std::vector<Hash> acked{testHash(50), id};
        UnlistedAck proof{proofIn(ack(acked), acked, 1), id, viewChange(all),
                          std::move(neighbours)};
        const Evidence evidence{operatorKey().publicKey(), proof};
        return checkEvidence(evidence, genesis(), ed25519());
    };
    Hash between = all[4];
    between.data[31] ^= 1;
    const std::uint32_t below = between < all[4] ? 3 : 4;
    QVERIFY(proves(between, {neighbour(below), neighbour(below + 1)}));
    QVERIFY(!proves(between, {neighbour(below + 1), neighbour(below)}));
    QVERIFY(!proves(between, {neighbour(below - 1), neighbour(below + 1)}));
    QVERIFY(!proves(between, {neighbour(below)}));
    QVERIFY(!proves(between, {}));
    QVERIFY(!proves(between, {neighbour(0)}));
    QVERIFY(!proves(between, {neighbour(9)}));
    QVERIFY(!proves(between, {neighbour(below), neighbour(below + 1), neighbour(9)}));
    auto forged = neighbour(below);
    forged.id = all[below - 1];
    QVERIFY(!proves(between, {forged, neighbour(below + 1)}));
    // An id that is listed has no such neighbours.
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (i > 0) QVERIFY(!proves(all[i], {neighbour(i - 1), neighbour(i)}));
        if (i + 1 < all.size()) QVERIFY(!proves(all[i], {neighbour(i), neighbour(i + 1)}));
        QVERIFY(!proves(all[i], {neighbour(i)}));
        QVERIFY(!proves(all[i], {}));
    }
}

void TestEvidence::whoeverSigned() {
    for (const Evidence& evidence : samples()) {
        Evidence framed = evidence;
        framed.operatorKey = testKey(4'002).publicKey();
        QVERIFY(!checkEvidence(framed, genesis(), ed25519()));
        QVERIFY(!checkEvidence(evidence, testHash(101), ed25519()));
    }
    // One of two signatures is not enough.
    Commit other = commit(2);
    other.signature = ed25519().sign(testKey(4'002), signingBytes(other, genesis()));
    const auto half = pair(commit(1), other);
    QVERIFY(half && !checkEvidence(*half, genesis(), ed25519()));
    const auto turned = pair(other, commit(3));
    QVERIFY(turned && !checkEvidence(*turned, genesis(), ed25519()));
}

void TestEvidence::largeTransfers() {
    const auto ofSize = [](std::uint32_t outputs, std::uint8_t mark) {
        Transaction tx = transfer({1}, mark);
        tx.outputs.resize(outputs, tx.outputs[0]);
        return tx;
    };
    const auto largest = doubleVote(ofSize(1'150, 1), ofSize(1'150, 2));
    QVERIFY(holds(largest));
    QVERIFY(encoded(*largest).size() <= kMaxEvidenceBytes);
    QVERIFY(checkTransaction(evidenceTransaction(*largest), {}, testBasis(genesis())));
    QVERIFY(!doubleVote(ofSize(1'170, 1), ofSize(1'170, 2)));
    QVERIFY(holds(doubleVote(ofSize(2'000, 1), ofSize(200, 2))));
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "test_evidence.moc"
