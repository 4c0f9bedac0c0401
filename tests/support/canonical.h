// What every encoding must do (R-COD-2, R-COD-3, R-COD-4), checked by brute force on one value.
#pragma once

#include "node/chain/statements.h"

#include <optional>
#include <string>

namespace timecoin {

/// The whole of `bytes` as a `T`; statements have functions of their own for it.
template <class T>
std::optional<T> readWhole(ByteView bytes) {
    if constexpr (requires { T::kKind; }) {
        Reader in(bytes);
        T value = decodeStatement<T>(in);
        if (!in.finished()) return std::nullopt;
        return value;
    } else {
        return decoded<T>(bytes);
    }
}

template <class T>
Bytes writeWhole(const T& value) {
    if constexpr (requires { T::kKind; }) {
        Writer out;
        encodeStatement(value, out);
        return out.take();
    } else {
        return encoded(value);
    }
}

/// Empty when `value` survives a round trip, no prefix of it and nothing longer decodes, and every
/// change of one byte is refused or re-encodes to itself. What went wrong otherwise.
template <class T>
std::string encodingFault(const T& value) {
    const Bytes bytes = writeWhole(value);
    const auto back = readWhole<T>(bytes);
    if (!back) return "does not decode";
    if (writeWhole(*back) != bytes) return "does not re-encode to itself";
    if constexpr (requires { value == value; }) {
        if (!(*back == value)) return "comes back different";
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        if (readWhole<T>(ByteView(bytes).first(size)))
            return "a prefix decodes: " + std::to_string(size) + " bytes";
    }
    Bytes longer = bytes;
    longer.push_back(0);
    if (readWhole<T>(longer)) return "decodes with a byte left over";

    Bytes changed = bytes;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (unsigned difference = 1; difference < 256; ++difference) {
            changed[at] = static_cast<std::uint8_t>(bytes[at] ^ difference);
            const auto other = readWhole<T>(changed);
            if (other && writeWhole(*other) != changed)
                return "two encodings of one value: byte " + std::to_string(at);
        }
        changed[at] = bytes[at];
    }
    return {};
}

}  // namespace timecoin
