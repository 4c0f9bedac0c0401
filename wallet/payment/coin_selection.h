// Which coins pay. Pure and deterministic: the same coins and the same request give the same answer
// in whatever order the coins come.
#pragma once

#include "node/base/result.h"
#include "node/chain/coin.h"
#include "node/chain/fee_rate.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace timecoin {

enum class PaymentCode : std::uint8_t {
    NoOutputs,
    NotEnough,       ///< needed and available say how far apart
    DustOutput,      ///< an output below kDustSatoshi
    AmountOverflow,  ///< the outputs add up to more than there can ever be
    TooManyInputs,   ///< the coins are there, but too small to fit into one transaction
    TooLarge,        ///< too many outputs for one transaction
    MemoTooLong,
    MissingKey,  ///< no key for a chosen coin's lock
};

struct PaymentError {
    PaymentCode code = PaymentCode::NoOutputs;
    Amount needed;     ///< NotEnough, TooManyInputs: outputs and fee
    Amount available;  ///< NotEnough: all coins offered; TooManyInputs: what fits
    friend bool operator==(const PaymentError&, const PaymentError&) = default;
};

/// A coin the wallet could spend, with its name.
struct WalletCoin {
    OutPoint outpoint;
    Coin coin;
    friend bool operator==(const WalletCoin&, const WalletCoin&) = default;
};

struct SelectionRequest {
    Amount target;              ///< sum of the outputs paid
    std::size_t fixedSize = 0;  ///< bytes of the transaction without inputs, witness and change
    FeeRate rate{1, 1};
};

struct Selection {
    std::vector<WalletCoin> coins;
    Amount fee;     ///< exactly what remains: coins - target - change
    Amount change;  ///< zero: none (change below kDustSatoshi goes to the fee)
};

/// Satoshi for `size` bytes: rounded up, at least kMinFeeSatoshi.
Amount feeFor(std::size_t size, FeeRate rate);

/// The smallest single coin that pays alone, else the largest coins until they suffice: few
/// inputs, and small coins are not hoarded for ever because a single small one is preferred.
/// Every coin must have a key lock (one signature per distinct key).
Result<Selection, PaymentError> selectCoins(std::vector<WalletCoin> coins,
                                            const SelectionRequest& request);

}  // namespace timecoin
