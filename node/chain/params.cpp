#include "node/chain/params.h"

#include "node/base/crypto.h"
#include "node/chain/merkle.h"

namespace timecoin {

void NetworkParams::encodeConsensus(Writer& out) const {
    out.blob(asBytes(name));
    out.blob(asBytes(addressPrefix));
    out.u64(blockIntervalMs);
    out.u64(viewTimeoutMs);
    out.u32(epochSlots);
    out.u32(unbondingSlots);
    out.u32(rewardMaturitySlots);
    out.u64(collateral.satoshi());
    out.u64(blockReward.satoshi());
}

Hash Genesis::hash(const NetworkParams& params) const {
    Writer out;
    params.encodeConsensus(out);
    out.u64(timeMs);
    out.count(balances.size());
    for (const Output& output : balances) output.encode(out);
    members.encode(out);
    return hashOf(Domain::Genesis, out.bytes());
}

Network Network::make(NetworkParams params, Genesis genesis) {
    const Hash hash = genesis.hash(params);
    return {std::move(params), std::move(genesis), hash};
}

std::vector<CoinDelta::Created> Network::initialCoins() const {
    std::vector<CoinDelta::Created> coins;
    coins.reserve(genesis.balances.size());
    for (std::size_t i = 0; i < genesis.balances.size(); ++i) {
        const OutPoint outpoint{genesisHash, static_cast<std::uint32_t>(i)};
        coins.push_back({outpoint, Coin{genesis.balances[i], 0}});
    }
    return coins;
}

MasternodeSet Network::initialMembers() const {
    std::vector<Masternode> members = genesis.members.members();
    for (Masternode& member : members) member.collateral.txid = genesisHash;
    return MasternodeSet(std::move(members));
}

BlockHeader Network::genesisHeader() const {
    LtHash coins;
    for (const CoinDelta::Created& created : initialCoins())
        coins.add(created.outpoint, created.coin);
    BlockHeader header;
    header.height = 0;
    header.previous = genesisHash;
    header.timestampMs = genesis.timeMs;
    header.transactionRoot = treeRoot({});
    header.lastCommitRoot = CommitCertificate{}.root();
    header.utxoRoot = coins.digest();
    header.registryHash = initialMembers().hash();
    return header;
}

std::uint64_t Network::slotAfter(std::uint64_t parentTimestampMs) const {
    if (parentTimestampMs <= genesis.timeMs || params.blockIntervalMs == 0) return 0;
    return (parentTimestampMs - genesis.timeMs) / params.blockIntervalMs;
}

}  // namespace timecoin
