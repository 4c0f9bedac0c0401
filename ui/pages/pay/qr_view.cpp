#include "ui/pages/pay/qr_view.h"

#include <QPainter>

#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>

namespace timecoin {

QImage qrImage(const QString& text, int scale) {
    if (text.isEmpty() || scale < 1) return {};
    try {
        const auto code = qrcodegen::QrCode::encodeText(text.toUtf8().constData(),
                                                        qrcodegen::QrCode::Ecc::MEDIUM);
        const int side = code.getSize() + 2 * kQuietModules;
        QImage image(side, side, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        for (int y = 0; y < code.getSize(); ++y) {
            for (int x = 0; x < code.getSize(); ++x) {
                if (code.getModule(x, y))
                    image.setPixel(x + kQuietModules, y + kQuietModules, qRgb(0, 0, 0));
            }
        }
        return image.scaled(side * scale, side * scale);
    } catch (const std::length_error&) {
        return {};
    }
}

QrView::QrView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("receiveQr"));
    setAccessibleName(tr("QR code"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    m_modules = qrImage(text, 1);
    setAccessibleDescription(text);
    update();
}

void QrView::paintEvent(QPaintEvent* /*event*/) {
    if (m_modules.isNull()) return;
    QPainter painter(this);
    // Whole device pixels for each module: in between, edges blur and readers stumble.
    const qreal ratio = devicePixelRatioF();
    const int available = int(qMin(width(), height()) * ratio);
    const int scale = qMax(1, available / m_modules.width());
    QImage image = m_modules.scaled(m_modules.width() * scale, m_modules.height() * scale);
    image.setDevicePixelRatio(ratio);
    const qreal side = image.width() / ratio;
    const auto aligned = [ratio](qreal at) { return qRound(at * ratio) / ratio; };
    painter.drawImage(QPointF(aligned((width() - side) / 2), aligned((height() - side) / 2)),
                      image);
}

}  // namespace timecoin
