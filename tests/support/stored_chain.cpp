#include "tests/support/stored_chain.h"

#include "app/files/network_file.h"
#include "tests/support/file_content.h"

#include <QDir>

#include <algorithm>
#include <cstdlib>

namespace timecoin {

namespace {

constexpr std::uint64_t kBlockMs = 20'000;  // two slots
constexpr std::uint32_t kMembers = 4;

void need(bool held, const char* what) {
    if (held) return;
    qCritical("StoredChain: %s", what);
    std::abort();
}

TestNetwork networkWith(std::uint32_t users, const std::string& prefix) {
    TestNetwork made = testNetwork(kMembers, users);
    NetworkParams params = made.network.params;
    params.addressPrefix = prefix;
    params.p2pPort = 24'200;  // a file needs one
    params.rpcPort = 24'300;
    made.network = Network::make(std::move(params), std::move(made.network.genesis));
    return made;
}

void writeNetwork(const TestNetwork& net, const QString& path) {
    NetworkFile file{net.network, {}};
    for (std::size_t i = 0; i < net.operators.size(); ++i) {
        const Masternode& member = net.network.genesis.members.at(static_cast<MemberIndex>(i));
        file.declarations.push_back(declare(net.operators[i], member.owner, member.payout,
                                            member.service, net.network.params.addressPrefix)
                                        .signature);
    }
    need(writeContent(path, QByteArray::fromStdString(networkFileText(file))), "network.toml");
}

}  // namespace

StoredChain::StoredChain(const QString& folder, std::uint32_t users, const std::string& prefix)
    : m_folder(folder),
      m_chain(networkWith(users, prefix), ed25519()) {
    need(QDir().mkpath(dataDir()), "folder");
    writeNetwork(m_chain.net(), networkFile());
    for (std::uint32_t user = 0; user < users; ++user)
        m_coins.emplace_back(m_chain.net().userOutPoint(user), m_chain.net().userCoin(user));
    reopen();
}

void StoredChain::reopen() {
    auto store = SqliteChainStore::open(chainFile().toStdString());
    need(store.ok(), "open");
    m_store = std::move(store).value();
    need(m_store->openGenesis(network()).ok(), "openGenesis");
}

TransactionPtr StoredChain::pay(std::uint32_t user) {
    const auto& [outpoint, coin] = m_coins[user];
    const SigningKey& key = m_chain.net().users[user];
    constexpr std::uint32_t kEach = 10'000;
    TransferBuilder builder(m_chain.net().hash(), ed25519());
    builder.spend(outpoint, coin);
    for (std::uint32_t i = 0; i + 1 < kOutputs; ++i)
        builder.pay(Lock::toKey(PublicKey{testHash(m_paid++).data}), Amount::satoshi(kEach));
    const Amount change = *coin.output.value.minus(Amount::satoshi((kOutputs - 1) * kEach + 1'000));
    builder.pay(key, change).sign(key);
    auto checked = m_chain.checked(builder.build());
    m_coins[user] = {{checked->id, kOutputs - 1}, Coin{{change, Lock::toKey(key.publicKey())}, 0}};
    return checked;
}

void StoredChain::grow(std::uint32_t blocks, std::uint32_t payments) {
    for (std::uint32_t i = 0; i < blocks; ++i) {
        std::vector<TransactionPtr> paid;
        for (std::uint32_t user = 0; user < payments; ++user) paid.push_back(pay(user));
        growWith(paid);
    }
}

void StoredChain::growWith(const std::vector<TransactionPtr>& transactions) {
    ProposalInput input = m_chain.proposal(transactions);
    input.wallMs = m_chain.tip().header.timestampMs + kBlockMs;
    const Block block = m_chain.build(input);
    const BlockEffects effects = m_chain.commit(block, TestChain::checkedOf(block, transactions));
    m_blocks.push_back({block, m_chain.lastCommit()});
    const bool ends = endsEpoch(effects.registry, block.header, network());
    const auto stored =
        m_store->commit({m_blocks.back(), effects.delta, effects.coinHash, effects.registry, ends},
                        m_chain.previous());
    need(stored.ok(), "commit");
}

QStringList StoredChain::where() const {
    return {QStringLiteral("--datadir"), dataDir(), QStringLiteral("--network"), networkFile()};
}

bool damage(const QString& path, ByteView bytes) {
    QByteArray all = contentOf(path);
    const auto at = all.indexOf(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (at < 0) return false;
    all[at + 7] = static_cast<char>(all[at + 7] ^ 4);
    return writeContent(path, all);
}

}  // namespace timecoin
