#include "app/tools/coins_file.h"

#include "app/files/whole_file.h"
#include "node/chain/address.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace timecoin {

namespace {

std::string textOf(const QJsonObject& object, const char* key) {
    return object.value(QLatin1String(key)).toString().toStdString();
}

/// A whole number from 0 to `max`, as JSON can hold it.
std::optional<std::uint64_t> numberOf(const QJsonObject& object, const char* key,
                                      std::uint64_t max) {
    const qint64 value = object.value(QLatin1String(key)).toInteger(-1);
    if (value < 0 || static_cast<std::uint64_t>(value) > max) return std::nullopt;
    return static_cast<std::uint64_t>(value);
}

std::optional<WalletCoin> coinOf(const QJsonObject& object, const Lock& lock) {
    constexpr std::uint64_t kMaxSlot = std::uint64_t{1} << 53;
    const auto txid = fixedFromHex<Hash>(textOf(object, "txid"));
    const auto index = numberOf(object, "index", std::numeric_limits<std::uint32_t>::max());
    const auto amount = parseTime(textOf(object, "amount"));
    const auto mature = numberOf(object, "matureSlot", kMaxSlot);
    if (!txid || !index || !amount || !mature) return std::nullopt;
    return WalletCoin{{*txid, static_cast<std::uint32_t>(*index)},
                      Coin{Output{*amount, lock}, *mature}};
}

Failure<FileError> bad(const QString& path, std::string detail) {
    return fail(FileError{FileCode::BadValue, path, 0, 0, "coins", std::move(detail)});
}

}  // namespace

Result<CoinsFile, FileError> readCoinsFile(const QString& path, std::string_view addressPrefix) {
    const auto text = readTextFile(path);
    if (!text) return fail(text.error());
    QJsonObject answer;
    for (const QByteArray& line : QByteArray::fromStdString(*text).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (textOf(object, "reply") == "coins" && object.contains(QLatin1String("coins")))
            answer = object;
    }
    if (answer.isEmpty() || !answer.value(QLatin1String("ok")).toBool())
        return bad(path, "must be the answer of 'coins ADDRESS' (timecoind --control)");
    const auto lock = parseAddress(textOf(answer, "address"), addressPrefix);
    if (!lock)
        return bad(path, "are of no address with the prefix '" + std::string(addressPrefix) + "'");
    CoinsFile out{*lock, {}};
    const QJsonArray coins = answer.value(QLatin1String("coins")).toArray();
    for (const auto value : coins) {
        auto coin = coinOf(value.toObject(), *lock);
        if (!coin) return bad(path, "hold one that cannot be read");
        out.coins.push_back(std::move(*coin));
    }
    return out;
}

}  // namespace timecoin
