// Coins (unspent outputs), views of them, and the homomorphic hash of the whole set.
#pragma once

#include "node/chain/transaction.h"

#include <optional>
#include <vector>

namespace timecoin {

/// An unspent output. `matureSlot` is 0 except for rewards, which nobody may spend in a block of
/// an earlier slot (R-MONEY-5).
struct Coin {
    Output output;
    std::uint64_t matureSlot = 0;

    static constexpr std::size_t kEncodedSize = 49;
    void encode(Writer& out) const;
    static Coin decode(Reader& in);
    friend bool operator==(const Coin&, const Coin&) = default;
};

/// Reads coins; implementations: storage, memory, overlays.
class CoinView {
public:
    virtual ~CoinView() = default;
    virtual std::optional<Coin> coin(const OutPoint& outpoint) const = 0;
};

/// LtHash-16-1024 (R-VAL-6): the sum, lane by lane modulo 2^16, of one ChaCha20 expansion per
/// coin. Order-free; add and remove cost the same. 2,048 bytes.
class LtHash {
public:
    static constexpr std::size_t kLanes = 1024;
    static constexpr std::size_t kBytes = 2 * kLanes;

    void add(const OutPoint& outpoint, const Coin& coin);
    void remove(const OutPoint& outpoint, const Coin& coin);
    void add(const LtHash& other);
    void remove(const LtHash& other);

    /// The UTXO root of a header.
    Hash digest() const;

    /// Lanes little-endian.
    void encode(Writer& out) const;
    static LtHash decode(Reader& in);
    friend bool operator==(const LtHash&, const LtHash&) = default;

private:
    std::array<std::uint16_t, kLanes> m_lanes{};
};

/// What a block does to the set: coins gone and coins made, in canonical order (by outpoint).
/// A coin made and spent inside one block is in neither list.
struct CoinDelta {
    struct Spent {
        OutPoint outpoint;
        Coin coin;
        friend bool operator==(const Spent&, const Spent&) = default;
    };
    struct Created {
        OutPoint outpoint;
        Coin coin;
        friend bool operator==(const Created&, const Created&) = default;
    };
    std::vector<Spent> spent;
    std::vector<Created> created;
};

}  // namespace timecoin
