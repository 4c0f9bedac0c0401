// Numbers, amounts and hashes as people at a terminal read them. English; the window has ui/format.
#pragma once

#include "node/base/amount.h"
#include "node/base/bytes.h"

#include <QString>

#include <cstdint>

namespace timecoin {

/// "1,234,567".
QString grouped(std::uint64_t number);
/// "12.50000000 TIME".
QString timeText(Amount amount);
/// Of a hash, a key, or bytes: all of them.
template <class T>
QString hexText(const T& bytes) {
    return QString::fromStdString(toHex(bytes));
}

}  // namespace timecoin
