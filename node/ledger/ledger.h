// One validator and one producer of blocks, used by proposer, replica and sync alike (lesson 1).
// Pure: what it reads comes in, what it concludes goes out; a refused block leaves no trace.
#pragma once

#include "node/chain/transaction_check.h"
#include "node/masternodes/registry.h"

#include <memory>
#include <vector>

namespace timecoin {

/// The chain's state after its newest block: what the next block stands on.
struct TipState {
    BlockHeader header;      ///< of the tip
    Hash hash;               ///< of that header
    RegistryState registry;  ///< after the tip
    LtHash coinHash;         ///< of all coins after the tip
    HeightContext next;      ///< who governs height + 1
};

TipState genesisTip(const Network& network);

enum class BlockError : std::uint8_t {
    WrongVersion,
    WrongHeight,
    WrongPrevious,
    TimestampNotAfterParent,
    TimestampTooFarAhead,
    UnknownProposer,
    TransactionRootMismatch,
    LastCommitRootMismatch,
    LastCommitInvalid,
    TooLarge,
    TooManyTransactions,
    DuplicateTransaction,
    KindNotAllowed,
    RewardMisplaced,
    RewardWrong,
    TransactionInvalid,
    Conflict,
    ParentAfterChild,
    CoinSetMismatch,
    RegistryMismatch,
    SupplyExceeded,
    TransferAfterAction,  ///< masternode transactions stand after all transfers
    UpgradeNeeded,        ///< its rules are newer than this program (R-UPG-3)
};
inline constexpr std::size_t kBlockErrorCount =
    static_cast<std::size_t>(BlockError::UpgradeNeeded) + 1;
std::string_view codeName(BlockError error);

/// What a valid block does.
struct BlockEffects {
    CoinDelta delta;
    LtHash coinHash;
    RegistryState registry;
};

/// What the check reads beside the block.
struct LedgerContext {
    const Network& network;
    const TipState& tip;
    const CoinView& coins;  ///< after the tip
    const SignatureScheme& scheme;
    /// Set of height - 1, which signed the block's last commit.
    const HeightContext& previous;
};

/// All rules but signatures of transactions (`checked` are all but the reward, in the block's order)
/// and the 30 s rule, which only a fresh block must pass (checkFresh).
Result<BlockEffects, BlockError> checkBlock(const Block& block,
                                            const std::vector<TransactionPtr>& checked,
                                            const LedgerContext& context);

/// nullopt when a replica may prepare it now as a fresh block; TimestampTooFarAhead otherwise.
std::optional<BlockError> checkFresh(const BlockHeader& header, std::uint64_t wallMs);

/// Makes the next block (R-BLK-14). `mustInclude`, transfers only, come first (parents before
/// children already), then as many of `others` (in the caller's order of preference) as are
/// spendable, do not conflict and fit: transfers up to kMaxProducedBlockBytes less
/// kActionReserveBytes, then masternode transactions that the registry takes, up to
/// kMaxProducedBlockBytes. A child is taken only after its parent. Always yields a block that
/// checkBlock accepts, or UpgradeNeeded, or the error that `mustInclude` caused.
struct ProposalInput {
    std::vector<TransactionPtr> mustInclude;
    std::vector<TransactionPtr> others;
    CommitCertificate lastCommit;
    PublicKey proposer;
    std::uint64_t wallMs = 0;
};
Result<Block, BlockError> buildBlock(const ProposalInput& input, const LedgerContext& context);

}  // namespace timecoin
