// Coins as `coins ADDRESS` of timecoind --control prints them, read from a file: what a command that
// signs away from the network may spend. The answer may stand among other lines.
#pragma once

#include "app/files/file_error.h"
#include "wallet/payment/coin_selection.h"

#include <string_view>

namespace timecoin {

struct CoinsFile {
    Lock lock;  ///< all coins are under it
    std::vector<WalletCoin> coins;
};

/// Every field checked; the newest answer when there are several. BadValue when there is none, or an
/// address of another network.
Result<CoinsFile, FileError> readCoinsFile(const QString& path, std::string_view addressPrefix);

}  // namespace timecoin
