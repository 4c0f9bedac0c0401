// `timecoin:` links, after BIP21: timecoin:<address>?amount=<TIME>&label=&message=&memo=. Pure.
// Whether the address is good, and of this network, is parseAddress()'s to say: one link must not
// read differently in two places.
#pragma once

#include "node/base/amount.h"
#include "node/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace timecoin {

inline constexpr std::string_view kPaymentScheme = "timecoin";
inline constexpr std::size_t kMaxUriBytes = 4'096;
inline constexpr std::size_t kMaxUriAddressBytes = 128;
inline constexpr std::size_t kMaxUriTextBytes = 512;  ///< label, message and memo, each, decoded

struct PaymentUri {
    std::string address;           ///< letters and digits, as written; never empty
    std::optional<Amount> amount;  ///< zero is told as zero
    std::string label;             ///< who is paid; UTF-8, without control characters
    std::string message;           ///< what for
    std::string memo;              ///< to be sent with the payment
    friend bool operator==(const PaymentUri&, const PaymentUri&) = default;
};

enum class UriCode : std::uint8_t {
    OtherScheme,      ///< not "timecoin:"
    TooLong,          ///< the link, its address or one of its texts
    BadAddress,       ///< none, or characters no address has
    BadEncoding,      ///< a broken %xx, no UTF-8, or control characters
    BadAmount,        ///< not a number of TIME with at most eight decimals
    Duplicate,        ///< a name twice: which one counts would be a guess
    RequiredUnknown,  ///< "req-...": who made the link insists on what this program does not know
};
/// "other_scheme", "too_long", "bad_address", ...
const char* nameOf(UriCode code);

struct UriError {
    UriCode code = UriCode::OtherScheme;
    std::string name;  ///< of the parameter it is about; empty for the link or its address
    friend bool operator==(const UriError&, const UriError&) = default;
};

/// Scheme in either case, "timecoin://" too; white space around it is ignored. Names that are not
/// known are passed over, unless they begin with "req-".
Result<PaymentUri, UriError> parsePaymentUri(std::string_view text);

/// A link that parsePaymentUri() reads as the same value. Empty texts are left out.
std::string formatPaymentUri(const PaymentUri& uri);

}  // namespace timecoin
