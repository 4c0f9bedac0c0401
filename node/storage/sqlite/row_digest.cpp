#include "node/storage/sqlite/row_digest.h"

#include "node/base/codec.h"

#include <sqlite3.h>

namespace timecoin {

namespace {

constexpr std::uint8_t kInteger = 1;
constexpr std::uint8_t kBlob = 2;

ByteView blobOf(sqlite3_value* value) {
    // In this order: the size is that of the form that was asked for last.
    const void* data = sqlite3_value_blob(value);
    const int size = sqlite3_value_bytes(value);
    return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size)};
}

void rowDigest(sqlite3_context* context, int count, sqlite3_value** values) {
    if (count == 0) return sqlite3_result_error(context, "row_digest: no table", -1);
    const ByteView table = blobOf(values[0]);
    RowDigest digest({reinterpret_cast<const char*>(table.data()), table.size()});
    for (int i = 1; i < count; ++i) {
        if (sqlite3_value_type(values[i]) == SQLITE_INTEGER)
            digest.add(static_cast<std::uint64_t>(sqlite3_value_int64(values[i])));
        else
            digest.add(blobOf(values[i]));
    }
    const Hash hash = digest.finish();
    sqlite3_result_blob(context, hash.data.data(), static_cast<int>(Hash::kSize), SQLITE_TRANSIENT);
}

}  // namespace

RowDigest::RowDigest(std::string_view table) : m_hasher(Domain::StoredRow) {
    add(asBytes(table));
}

RowDigest& RowDigest::add(std::uint64_t value) {
    Writer out;
    out.u8(kInteger);
    out.u64(value);
    m_hasher.add(out.bytes());
    return *this;
}

RowDigest& RowDigest::add(ByteView bytes) {
    Writer out;
    out.u8(kBlob);
    out.u64(bytes.size());
    m_hasher.add(out.bytes()).add(bytes);
    return *this;
}

int registerRowDigest(sqlite3* handle) {
    constexpr int kAnyNumber = -1;
    return sqlite3_create_function_v2(handle, "row_digest", kAnyNumber,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                      nullptr, rowDigest, nullptr, nullptr, nullptr);
}

}  // namespace timecoin
