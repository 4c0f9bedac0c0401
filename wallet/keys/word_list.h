// The words of BIP39, for mnemonic.cpp.
#pragma once

#include "wallet/keys/mnemonic.h"

#include <array>
#include <string_view>

namespace timecoin {

extern const std::array<std::string_view, kWordListSize> kEnglishWords;

}  // namespace timecoin
