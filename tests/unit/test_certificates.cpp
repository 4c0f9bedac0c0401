// Certificates: R-CERT-1 .. R-CERT-4, R-QUO-1. TRUST: quorum over the registered set, n = 1..100,
// boundary +-1.
#include "node/chain/merkle.h"
#include "node/chain/verify.h"
#include "tests/support/canonical.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

constexpr std::uint64_t kHeight = 7;
constexpr std::uint32_t kView = 2;

struct Fixture {
    explicit Fixture(std::uint32_t members) : network(testNetwork(members)) {
        height = network.at(kHeight, 1);
    }
    CheckContext context() const { return {network.hash(), height, fastScheme()}; }
    CommitCertificate commits(std::uint32_t signers) const {
        return commitCertificate(network, height, kView, testHash(1), signers, fastScheme());
    }
    PreparedCertificate prepares(std::uint32_t signers) const {
        return preparedCertificate(network, height, kView, testHash(1), testHash(2), signers,
                                   fastScheme());
    }
    TransferCertificate transfer(StatementKind kind, std::uint32_t signers) const {
        return transferCertificate(network, height, kind, testHash(1), signers, fastScheme());
    }

    TestNetwork network;
    HeightContext height;
};

/// How many of the certificates fail: none when all is well.
template <class Certificate>
bool good(const Certificate& certificate, const Fixture& fixture) {
    const bool checked = checkCertificate(certificate, fixture.context());
    const auto verified = verify(certificate, fixture.context());
    if (verified.has_value() != checked) qFatal("verify and checkCertificate disagree");
    return checked;
}

/// Signs the proof's header anew, as the kind of the certificate says.
void sign(IdProof& proof, StatementKind kind, const Fixture& fixture) {
    if (kind == StatementKind::TxVote)
        proof.signature =
            signedStatement(TxVote{proof.at, proof.ids, {}}, fixture.network, fastScheme())
                .signature;
    else
        proof.signature =
            signedStatement(TxAck{proof.at, proof.ids, {}}, fixture.network, fastScheme())
                .signature;
}

}  // namespace

class TestCertificates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void quorumArithmetic();  // R-QUO-1
    void quorumBoundary();    // R-CERT-1
    void aQuorumOfStrangersIsNone();
    void membersStandOnceAndInOrder();  // R-CERT-2
    void oneStatementOnly();            // R-CERT-1
    void thePrimarysPart();             // R-CERT-3
    void idProofs();                    // R-CERT-4
    void votesAreNotAcknowledgements();
    void realSignatures();
    void encodings();
    void primariesTakeTurns();
};

void TestCertificates::quorumArithmetic() {
    for (std::uint32_t n = 1; n <= kMaxMasternodes; ++n) {
        const std::uint32_t q = quorumOf(n);
        const std::uint32_t f = faultyOf(n);
        QCOMPARE(f, (n - 1) / 3);
        QCOMPARE(q, n - f);
        QVERIFY(3 * f < n);
        // Two quorums share at least f + 1 members, so at least one honest one.
        QVERIFY(2 * q >= n + f + 1);
        // The honest ones are a quorum by themselves.
        QVERIFY(n - f >= q);
    }
    QCOMPARE(quorumOf(0), 1U);
    QCOMPARE(faultyOf(0), 0U);
    QCOMPARE(quorumOf(4), 3U);
    QCOMPARE(MasternodeSet().quorum(), 1U);
}

void TestCertificates::quorumBoundary() {
    for (std::uint32_t n = 1; n <= 100; ++n) {
        const Fixture fixture(n);
        const std::uint32_t q = fixture.height.members.quorum();
        for (const std::uint32_t signers : {q - 1, q, std::min(q + 1, n), n}) {
            const bool enough = signers >= q;
            QCOMPARE(good(fixture.commits(signers), fixture), enough);
            QCOMPARE(good(fixture.prepares(signers), fixture), enough);
            QCOMPARE(good(fixture.transfer(StatementKind::TxVote, signers), fixture), enough);
            QCOMPARE(good(fixture.transfer(StatementKind::TxAck, signers), fixture), enough);
        }
    }
}

void TestCertificates::aQuorumOfStrangersIsNone() {
    const Fixture small(4);
    const Fixture large(7);
    // Rightly signed by seven, of whom this set knows four: member numbers outside it count nothing.
    QVERIFY(good(large.commits(7), large));
    Fixture mixed(4);
    mixed.network.network.genesisHash = large.network.hash();
    QVERIFY(!good(large.commits(7), mixed));
    QVERIFY(!good(large.prepares(7), mixed));
    QVERIFY(!good(large.transfer(StatementKind::TxVote, 7), mixed));
    // Nobody's set: no certificate, not even an empty one, decides anything.
    Fixture nobody(4);
    nobody.height.members = MasternodeSet();
    CommitCertificate empty;
    empty.height = kHeight;
    empty.epoch = 1;
    QVERIFY(!good(empty, nobody));
    QVERIFY(!good(small.commits(4), nobody));
    QVERIFY(!good(small.transfer(StatementKind::TxVote, 4), nobody));
}

void TestCertificates::membersStandOnceAndInOrder() {
    const Fixture fixture(4);
    const auto refusedAndUndecodable = [&](auto certificate) {
        QVERIFY(!good(certificate, fixture));
        QVERIFY(!decoded<decltype(certificate)>(encoded(certificate)));
    };
    CommitCertificate commits = fixture.commits(3);
    commits.entries[2] = commits.entries[1];
    refusedAndUndecodable(commits);
    commits = fixture.commits(3);
    std::swap(commits.entries[0], commits.entries[1]);
    refusedAndUndecodable(commits);
    PreparedCertificate prepares = fixture.prepares(3);
    prepares.entries.push_back(prepares.entries[2]);
    refusedAndUndecodable(prepares);
    TransferCertificate votes = fixture.transfer(StatementKind::TxVote, 3);
    votes.proofs[2] = votes.proofs[1];
    refusedAndUndecodable(votes);
    votes = fixture.transfer(StatementKind::TxVote, 4);
    std::swap(votes.proofs[0], votes.proofs[3]);
    refusedAndUndecodable(votes);

    // The same member under another sequence is still the same member.
    commits = fixture.commits(3);
    const Commit again = signedStatement(Commit{{1, kHeight, kView, 1, 55}, testHash(1), {}},
                                         fixture.network, fastScheme());
    commits.entries[2] = {1, 55, again.signature};
    refusedAndUndecodable(commits);
}

void TestCertificates::oneStatementOnly() {
    const Fixture fixture(4);
    const std::vector<std::function<void(CommitCertificate&)>> changes = {
        [](auto& c) { c.epoch += 1; },
        [](auto& c) { c.height += 1; },
        [](auto& c) { c.view += 1; },
        [](auto& c) { c.view = kMaxView + 1; },
        [](auto& c) { c.block = testHash(9); },
        [](auto& c) { c.entries[0].member = 3; },
        [](auto& c) { c.entries[2].member = 3; },
        [](auto& c) { c.entries[1].sequence += 1; },
        [](auto& c) { c.entries[2].signature.data[0] ^= 1; },
        [](auto& c) { c.entries.clear(); },
    };
    for (const auto& change : changes) {
        CommitCertificate certificate = fixture.commits(3);
        change(certificate);
        QVERIFY(!good(certificate, fixture));
    }
    // One bad signature among more than enough good ones spoils the whole: one encoding.
    CommitCertificate four = fixture.commits(4);
    four.entries[3].signature.data[0] ^= 1;
    QVERIFY(!good(four, fixture));
    // COMMITs of two views do not add up, each rightly signed.
    CommitCertificate split = fixture.commits(3);
    const Commit other = signedStatement(
        Commit{{1, kHeight, kView + 1, 2, split.entries[2].sequence}, testHash(1), {}},
        fixture.network, fastScheme());
    split.entries[2].signature = other.signature;
    QVERIFY(!good(split, fixture));
    // PREPAREs are no COMMITs.
    const PreparedCertificate prepares = fixture.prepares(4);
    QVERIFY(!good(CommitCertificate{1, kHeight, kView, testHash(1), prepares.entries}, fixture));
}

void TestCertificates::thePrimarysPart() {
    const Fixture fixture(4);
    const MemberIndex primary = fixture.height.primary(kView);
    const auto partOf = [&](PreparedCertificate& certificate) -> CertificateEntry& {
        for (CertificateEntry& entry : certificate.entries) {
            if (entry.member == primary) return entry;
        }
        qFatal("no primary");
    };
    PreparedCertificate certificate = fixture.prepares(4);
    QVERIFY(good(certificate, fixture));
    certificate.justification = testHash(3);
    QVERIFY(!good(certificate, fixture));

    // A PREPARE of the primary is worth nothing, and neither is a PRE-PREPARE of somebody else.
    certificate = fixture.prepares(4);
    const StatementHeader at{1, kHeight, kView, primary, partOf(certificate).sequence};
    partOf(certificate).signature =
        signedStatement(Prepare{at, testHash(1), {}}, fixture.network, fastScheme()).signature;
    QVERIFY(!good(certificate, fixture));

    certificate = fixture.prepares(4);
    const auto other = static_cast<MemberIndex>(primary == 0 ? 1 : 0);
    const StatementHeader otherAt{1, kHeight, kView, other, certificate.entries[other].sequence};
    certificate.entries[other].signature =
        signedStatement(PrePrepare{otherAt, testHash(1), testHash(2), {}}, fixture.network,
                        fastScheme())
            .signature;
    QVERIFY(!good(certificate, fixture));

    // Who is primary follows the demoted.
    certificate = fixture.prepares(4);
    Fixture demoting(4);
    demoting.height.demoted = {primary};
    QVERIFY(!good(certificate, demoting));
    QVERIFY(good(demoting.prepares(4), demoting));
}

void TestCertificates::idProofs() {
    const Fixture fixture(4);
    const auto kind = StatementKind::TxVote;
    const std::vector<std::function<void(TransferCertificate&)>> changes = {
        [](auto& c) { c.id = testHash(9); },
        [](auto& c) { c.proofs[1].index ^= 1; },
        [](auto& c) { c.proofs[1].path.pop_back(); },
        [](auto& c) { c.proofs[1].path.push_back(testHash(1)); },
        [](auto& c) { c.proofs[1].path[0].data[0] ^= 1; },
        [](auto& c) { c.proofs[1].ids.count += 1; },
        [](auto& c) { c.proofs[1].ids.root = c.proofs[0].ids.root; },
        [](auto& c) { c.proofs[1].signature.data[0] ^= 1; },
    };
    for (const auto& change : changes) {
        TransferCertificate certificate = fixture.transfer(kind, 3);
        QVERIFY(good(certificate, fixture));
        change(certificate);
        QVERIFY(!good(certificate, fixture));
    }
    // Rightly signed, but of another window, epoch or view.
    const std::vector<std::function<void(StatementHeader&)>> moves = {
        [](auto& at) { at.height -= 1; },
        [](auto& at) { at.height += 1; },
        [](auto& at) { at.epoch += 1; },
        [](auto& at) { at.view = 1; },
    };
    for (const auto& move : moves) {
        TransferCertificate certificate = fixture.transfer(kind, 3);
        move(certificate.proofs[2].at);
        sign(certificate.proofs[2], kind, fixture);
        QVERIFY(!good(certificate, fixture));
    }
    // A batch of one id, and the largest batch.
    TransferCertificate certificate = fixture.transfer(kind, 3);
    certificate.proofs[0].ids = IdListRef::of({testHash(1)});
    certificate.proofs[0].index = 0;
    certificate.proofs[0].path.clear();
    sign(certificate.proofs[0], kind, fixture);
    QVERIFY(good(certificate, fixture));
    std::vector<Hash> ids(kMaxIdsPerStatement, testHash(3));
    ids[5'000] = testHash(1);
    for (const bool tooMany : {false, true}) {
        if (tooMany) ids.push_back(testHash(4));
        certificate.proofs[0].ids = IdListRef::of(ids);
        certificate.proofs[0].index = 5'000;
        certificate.proofs[0].path = treePath(ids, 5'000);
        sign(certificate.proofs[0], kind, fixture);
        QCOMPARE(good(certificate, fixture), !tooMany);
        QCOMPARE(decoded<TransferCertificate>(encoded(certificate)).has_value(), !tooMany);
    }
}

void TestCertificates::votesAreNotAcknowledgements() {
    const Fixture fixture(4);
    TransferCertificate votes = fixture.transfer(StatementKind::TxVote, 3);
    votes.kind = StatementKind::TxAck;
    QVERIFY(!good(votes, fixture));
    for (std::uint8_t kind = 0; kind < 9; ++kind) {
        votes.kind = static_cast<StatementKind>(kind);
        const bool known =
            votes.kind == StatementKind::TxVote || votes.kind == StatementKind::TxAck;
        QCOMPARE(decoded<TransferCertificate>(encoded(votes)).has_value(), known);
        QCOMPARE(good(votes, fixture), votes.kind == StatementKind::TxVote);
    }
}

void TestCertificates::realSignatures() {
    const TestNetwork network = testNetwork(4);
    const HeightContext height = network.at(kHeight, 1);
    const CheckContext context{network.hash(), height, ed25519()};
    const Hash block = testHash(1);
    CommitCertificate commits = commitCertificate(network, height, 0, block, 3, ed25519());
    QVERIFY(verify(commits, context));
    commits.entries[1].signature = commits.entries[0].signature;
    QVERIFY(!verify(commits, context));
    QVERIFY(verify(preparedCertificate(network, height, 0, block, block, 3, ed25519()), context));
    for (const StatementKind kind : {StatementKind::TxVote, StatementKind::TxAck})
        QVERIFY(verify(transferCertificate(network, height, kind, block, 3, ed25519()), context));
}

void TestCertificates::encodings() {
    const Fixture fixture(4);
    QCOMPARE(encodingFault(fixture.commits(3)), std::string());
    QCOMPARE(encodingFault(CommitCertificate{}), std::string());
    QCOMPARE(encodingFault(fixture.prepares(3)), std::string());
    QCOMPARE(encodingFault(fixture.transfer(StatementKind::TxVote, 3)), std::string());
    QCOMPARE(encodingFault(fixture.transfer(StatementKind::TxAck, 0)), std::string());
    QCOMPARE(encoded(CertificateEntry{}).size(), CertificateEntry::kEncodedSize);

    CommitCertificate many;
    for (std::uint32_t i = 0; i < kMaxMasternodes; ++i)
        many.entries.push_back({static_cast<MemberIndex>(i), i, {}});
    QVERIFY(decoded<CommitCertificate>(encoded(many)) == many);
    many.entries.push_back({static_cast<MemberIndex>(kMaxMasternodes), 0, {}});
    QVERIFY(!decoded<CommitCertificate>(encoded(many)));
}

void TestCertificates::primariesTakeTurns() {
    const Fixture fixture(7);
    HeightContext context = fixture.height;
    for (std::uint32_t view = 0; view < 20; ++view)
        QCOMPARE(int{context.primary(view)}, static_cast<int>((kHeight + view) % 7));
    context.demoted = {3, 0};
    const std::vector<int> left = {1, 2, 4, 5, 6};
    for (std::uint32_t view = 0; view < 20; ++view)
        QCOMPARE(int{context.primary(view)}, left[(kHeight + view) % 5]);
    context.demoted.clear();
    context.height = ~std::uint64_t{0};  // 2^64 - 1 = 1 (mod 7)
    QCOMPARE(int{context.primary(0)}, 1);
    QCOMPARE(int{context.primary(1)}, 2);
    QCOMPARE(int{HeightContext{}.primary(5)}, 0);
}

QTEST_GUILESS_MAIN(TestCertificates)
#include "test_certificates.moc"
