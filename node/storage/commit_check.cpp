#include "node/storage/commit_check.h"

#include <algorithm>

namespace timecoin {

std::string_view codeName(StorageCode code) {
    switch (code) {
    case StorageCode::Io: return "Io";
    case StorageCode::Full: return "Full";
    case StorageCode::Corrupt: return "Corrupt";
    case StorageCode::NewerVersion: return "NewerVersion";
    case StorageCode::WrongNetwork: return "WrongNetwork";
    case StorageCode::Locked: return "Locked";
    case StorageCode::CannotOpen: return "CannotOpen";
    }
    return "Unknown";
}

StorageError corrupt(std::string detail) {
    return {StorageCode::Corrupt, std::move(detail)};
}

namespace {

/// Both lists strictly ascending, nothing in both: then the order of writing cannot matter.
bool isCanonical(const CoinDelta& delta) {
    const auto ascending = [](const auto& list) {
        return std::adjacent_find(list.begin(), list.end(), [](const auto& a, const auto& b) {
                   return !(a.outpoint < b.outpoint);
               }) == list.end();
    };
    if (!ascending(delta.spent) || !ascending(delta.created)) return false;
    auto spent = delta.spent.begin();
    for (const CoinDelta::Created& created : delta.created) {
        while (spent != delta.spent.end() && spent->outpoint < created.outpoint) ++spent;
        if (spent != delta.spent.end() && spent->outpoint == created.outpoint) return false;
    }
    return true;
}

/// The facts of a height that a store keeps beside its block, seen as one tip.
std::optional<StorageError> checkParts(const BlockHeader& header, const Hash& hash,
                                       const CommitCertificate& certificate, const LtHash& coinHash,
                                       const RegistryState& registry,
                                       const HeightContext& context) {
    const std::string at = "height " + std::to_string(header.height) + ": ";
    if (header.hash() != hash) return corrupt(at + "the hash is not the header's");
    if (certificate.height != header.height) return corrupt(at + "certificate of another height");
    if (header.height > 0 && certificate.block != hash)
        return corrupt(at + "certificate of another block");
    if (coinHash.digest() != header.utxoRoot)
        return corrupt(at + "the coin hash is not the header's UTXO root");
    if (registry.height != header.height) return corrupt(at + "registry of another height");
    if (context.height != header.height) return corrupt(at + "context of another height");
    return std::nullopt;
}

}  // namespace

std::optional<StorageError> checkCommit(const BlockHeader& tip, const Hash& tipHash,
                                        const BlockCommit& commit, const HeightContext& context) {
    const BlockHeader& header = commit.block.block.header;
    if (header.height != tip.height + 1 || header.previous != tipHash)
        return corrupt("height " + std::to_string(header.height) + " is not the child of the tip " +
                       std::to_string(tip.height));
    if (!isCanonical(commit.delta))
        return corrupt("height " + std::to_string(header.height) +
                       ": the coin delta is not in canonical order");
    return checkParts(header, header.hash(), commit.block.certificate, commit.coinHash,
                      commit.registry, context);
}

std::optional<StorageError> checkTip(const StoredTip& tip) {
    return checkParts(tip.header, tip.hash, tip.certificate, tip.coinHash, tip.registry,
                      tip.context);
}

StoredTip genesisStoredTip(const Network& network) {
    StoredTip tip;
    tip.header = network.genesisHeader();
    tip.hash = tip.header.hash();
    for (const CoinDelta::Created& created : network.initialCoins())
        tip.coinHash.add(created.outpoint, created.coin);
    tip.registry = initialRegistry(network);
    tip.context.members = network.initialMembers();
    return tip;
}

CertifiedBlock genesisStoredBlock(const Network& network) {
    CertifiedBlock genesis;
    genesis.block.header = network.genesisHeader();
    return genesis;
}

}  // namespace timecoin
