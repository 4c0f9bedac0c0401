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
    case StorageCode::WrongCheckpoint: return "WrongCheckpoint";
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

std::optional<StorageError> checkBlockParts(const CertifiedBlock& certified) {
    const BlockHeader& header = certified.block.header;
    const std::string at = "block " + std::to_string(header.height) + ": ";
    if (header.height > 0 && certified.certificate.block != header.hash())
        return corrupt(at + "certificate of another block");
    if (Block::transactionRootOf(certified.block.transactions) != header.transactionRoot)
        return corrupt(at + "the transactions are not those of its root");
    if (certified.block.lastCommit.root() != header.lastCommitRoot)
        return corrupt(at + "the last commit is not that of its root");
    return std::nullopt;
}

std::vector<Hash> sortedIds(const Block& block) {
    std::vector<Hash> ids;
    ids.reserve(block.transactions.size());
    for (const Transaction& tx : block.transactions) ids.push_back(tx.id());
    std::sort(ids.begin(), ids.end());
    return ids;
}

EpochBoundary boundaryOf(const BlockCommit& commit) {
    return {commit.block.block.header, commit.block.certificate, commit.registry.members,
            commit.registry.restHash()};
}

std::optional<StorageError> checkImport(const LtHash& coinHash, const StoredTip& boundary,
                                        const std::vector<EpochBoundary>& all) {
    if (auto error = checkTip(boundary)) return error;
    if (coinHash != boundary.coinHash)
        return corrupt("import: the coins are not those of the coin hash");
    const bool ascending =
        std::adjacent_find(all.begin(), all.end(), [](const auto& a, const auto& b) {
            return a.header.height >= b.header.height;
        }) == all.end();
    if (all.empty() || !ascending || all.back().header != boundary.header)
        return corrupt("import: the boundaries do not lead to the tip");
    return std::nullopt;
}

StorageError importUnfinished() {
    return corrupt("import unfinished");
}

std::uint64_t prunedFrom(std::uint64_t tip, std::uint64_t depth,
                         std::optional<std::uint64_t> boundary) {
    if (depth == 0 || tip <= depth || !boundary) return 0;
    return std::min(tip - depth, *boundary);
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
