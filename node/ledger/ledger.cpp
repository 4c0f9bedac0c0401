#include "node/ledger/ledger.h"

#include <array>

namespace timecoin {

namespace {

/// In the order of BlockError.
constexpr std::array<std::string_view, kBlockErrorCount> kCodeNames = {
    "wrong_version",
    "wrong_height",
    "wrong_previous",
    "timestamp_not_after_parent",
    "timestamp_too_far_ahead",
    "unknown_proposer",
    "transaction_root_mismatch",
    "last_commit_root_mismatch",
    "last_commit_invalid",
    "too_large",
    "too_many_transactions",
    "duplicate_transaction",
    "kind_not_allowed",
    "reward_misplaced",
    "reward_wrong",
    "transaction_invalid",
    "conflict",
    "parent_after_child",
    "coin_set_mismatch",
    "registry_mismatch",
    "supply_exceeded",
    "transfer_after_action",
    "upgrade_needed",
};
static_assert(!kCodeNames.back().empty());

}  // namespace

std::string_view codeName(BlockError error) {
    return kCodeNames[static_cast<std::size_t>(error)];
}

TipState genesisTip(const Network& network) {
    TipState tip;
    tip.header = network.genesisHeader();
    tip.hash = tip.header.hash();
    tip.registry = initialRegistry(network);
    for (const CoinDelta::Created& created : network.initialCoins())
        tip.coinHash.add(created.outpoint, created.coin);
    tip.next = contextAfter(tip.registry, tip.header, network);
    return tip;
}

std::optional<BlockError> checkFresh(const BlockHeader& header, std::uint64_t wallMs) {
    // Written as a difference: a timestamp near 2^64 must not wrap into the past.
    if (header.timestampMs > wallMs && header.timestampMs - wallMs > kMaxFutureMs)
        return BlockError::TimestampTooFarAhead;
    return std::nullopt;
}

}  // namespace timecoin
