#include "ui/widgets/icon.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace timecoin {
namespace {

QByteArray drawing(const QString& name) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void paintDrawing(QPainter& painter, const QRectF& rect, QByteArray svg, const QColor& color) {
    if (svg.isEmpty()) return;
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    const qreal side = qMin(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(rect.center());
    renderer.render(&painter, square);
}

class RoleIconEngine : public QIconEngine {
public:
    RoleIconEngine(QString name, Role role)
        : m_name(std::move(name)),
          m_svg(drawing(m_name)),
          m_role(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QColor color = roleColor(m_role, QApplication::palette());
        if (mode == QIcon::Disabled) color = roleColor(Role::Line, QApplication::palette());
        paintDrawing(*painter, rect, m_svg, color);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QString key() const override { return QStringLiteral("timecoin"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }
    QIconEngine* clone() const override { return new RoleIconEngine(*this); }

private:
    QString m_name;
    QByteArray m_svg;
    Role m_role;
};

}  // namespace

QIcon icon(const QString& name, Role role) {
    return QIcon(new RoleIconEngine(name, role));
}

QIcon applicationIcon() {
    return icon(QStringLiteral("timecoin"), Role::Accent);
}

QPixmap iconPixmap(const QString& name, Role role, const QPalette& palette, int size, qreal ratio) {
    const int pixels = qRound(size * ratio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    {
        QPainter painter(&pixmap);
        paintDrawing(painter, QRectF(0, 0, pixels, pixels), drawing(name),
                     roleColor(role, palette));
    }
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace timecoin
