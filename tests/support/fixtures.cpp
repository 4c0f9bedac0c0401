#include "tests/support/fixtures.h"

#include "node/chain/merkle.h"

#include <algorithm>
#include <cstdlib>

namespace timecoin {

namespace {

constexpr std::uint32_t kOperatorKeys = 1'000;
constexpr std::uint32_t kOwnerKeys = 2'000;
constexpr std::uint32_t kUserKeys = 3'000;

Hash numberedHash(std::string_view what, std::uint32_t number) {
    Writer out;
    out.raw(asBytes(what));
    out.u32(number);
    return hashOf(Domain::Test, out.bytes());
}

template <class S>
IdProof idProof(const TestNetwork& network, const HeightContext& height, MemberIndex member,
                const std::vector<Hash>& ids, std::uint32_t index, const SignatureScheme& scheme) {
    S statement;
    statement.at = {height.epoch, height.height, 0, member, member + 1U};
    statement.ids = IdListRef::of(ids);
    statement = signedStatement(statement, network, scheme);
    return {statement.at, statement.ids, statement.signature, index, treePath(ids, index)};
}

}  // namespace

SigningKey testKey(std::uint32_t number) {
    return SigningKey::fromSeed(numberedHash("key", number).view());
}

Hash testHash(std::uint32_t number) {
    return numberedHash("hash", number);
}

OutPoint testOutPoint(std::uint32_t number, std::uint32_t index) {
    return {testHash(number), index};
}

std::optional<Coin> MemoryCoins::coin(const OutPoint& outpoint) const {
    const auto at = coins.find(outpoint);
    if (at == coins.end()) return std::nullopt;
    return at->second;
}

// ---- networks -----------------------------------------------------------------------------

HeightContext TestNetwork::at(std::uint64_t height, std::uint64_t epoch) const {
    return {height, epoch, height == 0 ? 0 : height - 1, network.initialMembers(), {}};
}

OutPoint TestNetwork::userOutPoint(std::uint32_t user) const {
    return {network.genesisHash, static_cast<std::uint32_t>(operators.size()) + user};
}

Coin TestNetwork::userCoin(std::uint32_t user) const {
    return {network.genesis.balances[operators.size() + user], 0};
}

TestNetwork testNetwork(std::uint32_t members, std::uint32_t users) {
    TestNetwork made;
    NetworkParams params;
    params.name = "test";
    params.addressPrefix = "stime";
    Genesis genesis;
    genesis.timeMs = 1'700'000'000'000;
    std::vector<Masternode> set;
    for (std::uint32_t i = 0; i < members; ++i) {
        made.operators.push_back(testKey(kOperatorKeys + i));
        made.owners.push_back(testKey(kOwnerKeys + i));
        Masternode member;
        member.collateral.index = i;
        member.operatorKey = made.operators.back().publicKey();
        member.owner = Lock::toKey(made.owners.back().publicKey());
        member.payout = member.owner;
        member.service = "127.0.0.1:" + std::to_string(24'000 + i);
        genesis.balances.push_back({params.collateral, member.owner});
        set.push_back(std::move(member));
    }
    for (std::uint32_t i = 0; i < users; ++i) {
        made.users.push_back(testKey(kUserKeys + i));
        genesis.balances.push_back(
            {Amount::time(1'000'000), Lock::toKey(made.users.back().publicKey())});
    }
    genesis.members = MasternodeSet(std::move(set));
    made.network = Network::make(std::move(params), std::move(genesis));
    return made;
}

// ---- certificates -------------------------------------------------------------------------

CommitCertificate commitCertificate(const TestNetwork& network, const HeightContext& height,
                                    std::uint32_t view, const Hash& block, std::uint32_t signers,
                                    const SignatureScheme& scheme) {
    CommitCertificate certificate{height.epoch, height.height, view, block, {}};
    for (std::uint32_t i = 0; i < signers; ++i) {
        const auto member = static_cast<MemberIndex>(i);
        const Commit commit =
            signedStatement(Commit{{height.epoch, height.height, view, member, i + 1U}, block, {}},
                            network, scheme);
        certificate.entries.push_back({member, commit.at.sequence, commit.signature});
    }
    return certificate;
}

PreparedCertificate preparedCertificate(const TestNetwork& network, const HeightContext& height,
                                        std::uint32_t view, const Hash& block,
                                        const Hash& justification, std::uint32_t signers,
                                        const SignatureScheme& scheme) {
    PreparedCertificate certificate{height.epoch, height.height, view, block, justification, {}};
    const MemberIndex primary = height.primary(view);
    for (std::uint32_t i = 0; i < height.members.size(); ++i) {
        const auto member = static_cast<MemberIndex>(i);
        const StatementHeader at{height.epoch, height.height, view, member, i + 1U};
        // The primary is always among them, wherever it stands.
        const bool primaryMissing = primary > member && certificate.entries.size() + 1 == signers;
        if (certificate.entries.size() == signers || primaryMissing) continue;
        const Signature signature =
            member == primary
                ? signedStatement(PrePrepare{at, block, justification, {}}, network, scheme)
                      .signature
                : signedStatement(Prepare{at, block, {}}, network, scheme).signature;
        certificate.entries.push_back({member, at.sequence, signature});
    }
    return certificate;
}

TransferCertificate transferCertificate(const TestNetwork& network, const HeightContext& height,
                                        StatementKind kind, const Hash& id, std::uint32_t signers,
                                        const SignatureScheme& scheme, std::uint32_t others) {
    TransferCertificate certificate{kind, id, {}};
    for (std::uint32_t i = 0; i < signers; ++i) {
        const auto member = static_cast<MemberIndex>(i);
        std::vector<Hash> ids;
        for (std::uint32_t other = 0; other < others; ++other)
            ids.push_back(numberedHash("other", i * others + other));
        const std::uint32_t index = i % (others + 1);
        ids.insert(ids.begin() + index, id);
        certificate.proofs.push_back(
            kind == StatementKind::TxVote
                ? idProof<TxVote>(network, height, member, ids, index, scheme)
                : idProof<TxAck>(network, height, member, ids, index, scheme));
    }
    return certificate;
}

// ---- transfers ----------------------------------------------------------------------------

CheckBasis testBasis(const Hash& genesis, const SignatureScheme& scheme) {
    return {genesis, NetworkParams().collateral, scheme};
}

TransferBuilder::TransferBuilder(const Hash& genesis, const SignatureScheme& scheme)
    : m_genesis(genesis),
      m_scheme(&scheme) {}

TransferBuilder& TransferBuilder::spend(const OutPoint& outpoint, const Coin& coin) {
    m_tx.inputs.push_back(outpoint);
    m_spent.push_back(coin);
    return *this;
}

TransferBuilder& TransferBuilder::pay(const Lock& lock, Amount value) {
    m_tx.outputs.push_back({value, lock});
    return *this;
}

TransferBuilder& TransferBuilder::pay(const SigningKey& to, Amount value) {
    return pay(Lock::toKey(to.publicKey()), value);
}

TransferBuilder& TransferBuilder::memo(Bytes bytes) {
    m_tx.memo = std::move(bytes);
    return *this;
}

TransferBuilder& TransferBuilder::open(const KeyList& list) {
    m_tx.witness.keyLists.push_back(list);
    return *this;
}

TransferBuilder& TransferBuilder::sign(const SigningKey& key) {
    const Hash message = signingHash(m_tx, m_genesis, spentOutputs());
    m_tx.witness.signatures.push_back({key.publicKey(), m_scheme->sign(key, message.view())});
    return *this;
}

std::vector<Output> TransferBuilder::spentOutputs() const {
    std::vector<Output> outputs;
    for (const Coin& coin : m_spent) outputs.push_back(coin.output);
    return outputs;
}

Transaction TransferBuilder::build() const {
    Transaction tx = m_tx;
    std::sort(tx.witness.keyLists.begin(), tx.witness.keyLists.end(),
              [](const KeyList& a, const KeyList& b) { return a.lock() < b.lock(); });
    std::sort(tx.witness.signatures.begin(), tx.witness.signatures.end(),
              [](const KeySignature& a, const KeySignature& b) { return a.key < b.key; });
    return tx;
}

Transaction simpleTransfer(const TestNetwork& network, std::uint32_t from, std::uint32_t to,
                           Amount value, const OutPoint& outpoint, const Coin& coin,
                           const SignatureScheme& scheme, Amount fee) {
    const auto paid = value.plus(fee);
    const auto change = paid ? coin.output.value.minus(*paid) : std::nullopt;
    if (!change) std::abort();  // the test itself is wrong
    TransferBuilder builder(network.hash(), scheme);
    builder.spend(outpoint, coin).pay(network.users[to], value);
    if (change->satoshi() >= kDustSatoshi) builder.pay(network.users[from], *change);
    return builder.sign(network.users[from]).build();
}

Transaction simpleTransfer(const TestNetwork& network, std::uint32_t from, std::uint32_t to,
                           Amount value, const SignatureScheme& scheme) {
    return simpleTransfer(network, from, to, value, network.userOutPoint(from),
                          network.userCoin(from), scheme);
}

}  // namespace timecoin
