// The bytes of a snapshot (R-SNAP-1): a head that proves itself from the genesis on, then the coins
// in pages of 1,000. Every part has one encoding, and its size is known or bounded before it is read.
#pragma once

#include "node/storage/storage.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace timecoin {

inline constexpr std::string_view kSnapshotMagic = "TimeCoinSnapshot";
inline constexpr std::uint16_t kSnapshotVersion = 1;
inline constexpr std::uint32_t kCoinsPerPage = 1'000;
inline constexpr std::size_t kPageCoinBytes = OutPoint::kEncodedSize + Coin::kEncodedSize;
inline constexpr std::uint32_t kMaxSnapshotBoundaries = 1'000'000;
inline constexpr std::uint64_t kMaxSnapshotCoins = 1'000'000'000;
inline constexpr std::uint32_t kMaxBoundaryBytes = 65'536;     ///< 256 members: 54,600
inline constexpr std::uint32_t kMaxRegistryBytes = 1'048'576;  ///< 1,024 entries: 550,000
inline constexpr std::size_t kSnapshotPreambleBytes = 16 + 2 + Hash::kSize + 4;
inline constexpr std::size_t kCoinsHeadBytes = 8 + Hash::kSize;

/// Pages of this many coins: all but the last are full.
constexpr std::uint64_t pagesOf(std::uint64_t coins) {
    return (coins + kCoinsPerPage - 1) / kCoinsPerPage;
}
/// Coins in page `number`, counted from 0, of the pages of `coins`.
constexpr std::uint32_t coinsInPage(std::uint64_t coins, std::uint64_t number) {
    const std::uint64_t left = coins - number * kCoinsPerPage;
    return left < kCoinsPerPage ? static_cast<std::uint32_t>(left) : kCoinsPerPage;
}

enum class SnapshotFault : std::uint8_t {
    Unreadable,    ///< the source failed
    Stopped,       ///< whoever takes the parts wanted no more
    NotASnapshot,  ///< other first bytes
    NewerFormat,
    OtherGenesis,
    Truncated,            ///< it ends in the middle
    Malformed,            ///< a part above its bound, or not in its one encoding
    HeightsNotRising,     ///< boundary not above, or not linked to, the one before
    EpochNotEnded,        ///< no epoch ends with the block of the boundary
    UncertifiedBoundary,  ///< the set that governed it has not signed it
    WrongMembers,         ///< members and rest are not what the header names
    WrongRegistry,        ///< the registry is not what the last header names
    NewerRules,           ///< agreed rules this program does not know
    WrongPageList,        ///< the page hashes have another root than was stated
    WrongPage,            ///< not the page that the list names
    CoinsNotAscending,
    ImpossibleCoin,  ///< spendable only in a slot that is too far ahead
    WrongCoins,      ///< together not the set that the header names
    WrongSupply,     ///< not worth what was issued
    LeftOver,        ///< bytes after the end
};
std::string_view codeName(SnapshotFault fault);

struct SnapshotError {
    SnapshotFault fault = SnapshotFault::Malformed;
    std::uint64_t boundary = 0;  ///< height of the boundary it is about; 0: of none
    std::uint64_t page = 0;      ///< counted from 1; 0: about none
};

/// What stands between the boundaries and the pages.
struct CoinsHead {
    std::uint64_t coins = 0;
    Hash pageRoot;  ///< tree root of the page hashes

    void encode(Writer& out) const;
    static CoinsHead decode(Reader& in);
};

/// Everything before the first boundary.
struct SnapshotPreamble {
    Hash genesis;
    std::uint32_t boundaries = 0;

    Bytes bytes() const;
    /// Exactly kSnapshotPreambleBytes.
    static Result<SnapshotPreamble, SnapshotFault> read(ByteView bytes, const Hash& genesis);
};

/// Service addresses are left out: the header does not prove those of an old set.
Bytes encodeBoundary(const EpochBoundary& boundary);
std::optional<EpochBoundary> decodeBoundary(ByteView bytes);

Bytes encodePage(std::span<const CoinDelta::Created> coins);
/// nullopt unless `bytes` are whole coins in their one encoding. Their order is not looked at.
std::optional<std::vector<CoinDelta::Created>> decodePage(ByteView bytes);
/// What the list in the head names: also the number, so that pages cannot change places.
Hash pageHash(std::uint64_t number, ByteView page);

}  // namespace timecoin
