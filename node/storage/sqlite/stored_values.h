// Values as the chain database keeps them, where the protocol has no encoding of its own.
#pragma once

#include "node/chain/coin.h"
#include "node/chain/masternode_set.h"

#include <optional>

namespace timecoin {

Bytes encodeContext(const HeightContext& context);
/// nullopt when malformed, when a demoted index is no member, or with bytes left over.
std::optional<HeightContext> decodeContext(ByteView bytes);

/// From the columns value, lock, mature; nullopt when out of range.
std::optional<Coin> decodeCoin(std::uint64_t value, ByteView lock, std::uint64_t mature);

/// Spent, then created; each a count and outpoints with coins.
Bytes encodeDelta(const CoinDelta& delta);
std::optional<CoinDelta> decodeDelta(ByteView bytes);

}  // namespace timecoin
