// The check that a row carries of itself: a damaged bit must not be taken for a value (R-STO-4).
// Where the protocol's own hashes cover a value (headers, bodies, coins) there is no other.
#pragma once

#include "node/base/bytes.h"
#include "node/base/crypto.h"

#include <cstdint>
#include <string_view>

struct sqlite3;

namespace timecoin {

/// Hash over the table's name and the row's values in order, each with its kind and length.
class RowDigest {
public:
    explicit RowDigest(std::string_view table);
    RowDigest& add(std::uint64_t value);
    RowDigest& add(ByteView bytes);
    template <class Tag, std::size_t N>
    RowDigest& add(const FixedBytes<Tag, N>& value) {
        return add(value.view());
    }
    Hash finish() { return m_hasher.finish(); }

private:
    Hasher m_hasher;
};

/// The same as an SQL function, row_digest('table', value, ...), for migrations. SQLite's result.
int registerRowDigest(sqlite3* handle);

}  // namespace timecoin
