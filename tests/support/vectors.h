// Reading test vectors and golden values. Qt, header only: for Qt Test programs.
#pragma once

#include "node/base/bytes.h"
#include "tests/support/file_content.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <stdexcept>
#include <string>

namespace timecoin {

/// A JSON file under tests/data; throws when it is not there or broken, so that no test passes for
/// want of its vectors.
inline QJsonDocument vectorFile(const char* path) {
    const QString full =
        QStringLiteral(TIMECOIN_SOURCE_DIR "/tests/data/") + QString::fromUtf8(path);
    const QJsonDocument document = QJsonDocument::fromJson(contentOf(full));
    if (document.isNull()) throw std::runtime_error(std::string("missing or broken: ") + path);
    return document;
}

/// The text of a hexadecimal member as bytes; throws when it is none.
inline Bytes hexOf(const QJsonValue& value) {
    const auto bytes = fromHex(value.toString().toStdString());
    if (!value.isString() || !bytes) throw std::runtime_error("a vector is not hexadecimal");
    return *bytes;
}

/// The same for a fixed size.
template <class T>
T fixedOf(const QJsonValue& value) {
    const auto fixed = fixedFromHex<T>(value.toString().toStdString());
    if (!fixed) throw std::runtime_error("a vector has the wrong size");
    return *fixed;
}

}  // namespace timecoin
