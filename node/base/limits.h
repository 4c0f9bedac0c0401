// Every bound of the protocol, and the relations between them, in one place (R-LIM-1).
#pragma once

#include <cstddef>
#include <cstdint>

namespace timecoin {

inline constexpr std::uint32_t kMaxTransactionBytes = 100'000;
inline constexpr std::uint32_t kMaxInputs = 1'000;
inline constexpr std::uint32_t kMaxOutputs = 2'000;
inline constexpr std::uint32_t kMaxMemoBytes = 512;
inline constexpr std::uint32_t kMaxPayloadBytes = 16'384;   ///< of every kind but evidence
inline constexpr std::uint32_t kMaxEvidenceBytes = 96'000;  ///< payload of evidence (R-EVI-2)
inline constexpr std::uint32_t kMaxLockKeys = 16;           ///< n of an m-of-n lock

inline constexpr std::uint32_t kMaxProducedBlockBytes = 4'800'000;  ///< what a proposer makes
inline constexpr std::uint32_t kMaxBlockBytes = 5'000'000;          ///< what a validator accepts
inline constexpr std::uint32_t kMaxFrameBytes = 10'000'000;         ///< what a socket reads
inline constexpr std::uint32_t kMaxBlockTransactions = 40'000;
/// Kept free of transfers by choice, so that masternode transactions find room (R-BLK-14).
inline constexpr std::uint32_t kActionReserveBytes = 200'000;
/// The newest rules of blocks that this program knows (R-UPG-1).
inline constexpr std::uint16_t kRulesVersion = 1;

/// Transfers one masternode may vote for in a window, by counted size (R-FIN-4).
inline constexpr std::uint32_t kVoteBudgetBytes = 2'000'000;
inline constexpr std::uint32_t kMaxIdsPerStatement = 8'192;
inline constexpr std::uint32_t kMaxAcknowledged = 40'000;  ///< ids in one frozen list C

inline constexpr std::uint32_t kMaxMasternodes = 256;          ///< the set's stated maximum
inline constexpr std::uint32_t kMinMembers = 4;                ///< nobody leaves below it (R-MN-6)
inline constexpr std::uint32_t kMaxRegistered = 1'024;         ///< entries of the registry
inline constexpr std::uint32_t kMaxServiceAddressBytes = 255;  ///< of a service address
inline constexpr std::uint32_t kMaxView = 10'000;              ///< absolute bound of a view number

inline constexpr std::uint64_t kMinFeeSatoshi = 1;
inline constexpr std::uint64_t kDustSatoshi = 1'000;
inline constexpr std::uint64_t kMaxFutureMs = 30'000;  ///< a fresh block's timestamp, ahead
inline constexpr std::uint64_t kMaxViewTimeoutMs = 30'000;

inline constexpr std::uint32_t kBlocksPerBatch = 100;
inline constexpr std::uint32_t kHeadersPerBatch = 1'000;

inline constexpr std::uint32_t kMempoolTransactions = 10'000;
inline constexpr std::uint64_t kMempoolBytes = 300'000'000;

static_assert(kMaxProducedBlockBytes < kMaxBlockBytes && kMaxBlockBytes < kMaxFrameBytes);
static_assert(kMaxTransactionBytes < kMaxProducedBlockBytes);
// Around a payload stand version, kind and the six counts of a transaction that holds nothing else.
static_assert(kMaxPayloadBytes < kMaxEvidenceBytes);
static_assert(kMaxEvidenceBytes + 2 + 1 + 6 * 4 <= kMaxTransactionBytes);
// Certified transfers of a window: each holds at least q - f honest votes, and the n - f honest
// members vote for 2 MB each, so together they stay below (n - f) / (n - 2f) * 2 MB < 4 MB (R-FIN-4).
static_assert(2 * kVoteBudgetBytes < kMaxProducedBlockBytes - kActionReserveBytes);
static_assert(kMaxTransactionBytes <= kActionReserveBytes);
static_assert(kMinMembers <= kMaxMasternodes && kMaxMasternodes <= kMaxRegistered);
static_assert(kMaxAcknowledged * 32ull < kMaxFrameBytes);

}  // namespace timecoin
