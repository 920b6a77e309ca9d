/** A footballing country of the generator. The places, clubs and leagues are invented; only the country is real. */
export interface Country {
  /** ISO 3166-1. */
  readonly code: string;
  /** Hours that its clocks are ahead of UTC. */
  readonly utcOffset: number;
  /** How much is bet on its football, against 1 for the most popular. */
  readonly weight: number;
  readonly league: string;
  /** Divisions, the highest first. */
  readonly divisions: readonly [string, string, string, string, string];
  /** Places are named by a beginning and an ending. */
  readonly beginnings: readonly string[];
  readonly endings: readonly string[];
  /** What clubs call themselves; `*` stands for the place. */
  readonly clubs: readonly string[];
}

const words = (text: string): string[] => text.split(' ');

const ENGLISH_DIVISIONS = ['Premier', 'First', 'Second', 'North', 'South'] as const;
const SPANISH_DIVISIONS = ['Primera', 'Segunda', 'Tercera', 'Norte', 'Sur'] as const;

export const COUNTRIES: readonly Country[] = [
  {
    code: 'GB',
    utcOffset: 0,
    weight: 1,
    league: 'Crown League',
    divisions: ENGLISH_DIVISIONS,
    beginnings: words(
      'Brack Corven Dunmar Elver Fenni Garrow Hesk Istle Kelder Lornan Marrow Ostle Quarn Veller',
    ),
    endings: words('wick mere combe stead holt garth hythe scar'),
    clubs: ['* Town', '* United', '* Rovers', '* Athletic', '* City', '* Wanderers', '*'],
  },
  {
    code: 'ES',
    utcOffset: 1,
    weight: 0.9,
    league: 'Liga Meseta',
    divisions: SPANISH_DIVISIONS,
    beginnings: words(
      'Almo Bravi Cazor Dalme Esqui Fuenro Garami Hondu Lazar Montalu Navaro Peral Quinta Valdro',
    ),
    endings: words('cosa dera jón landa meda nilla rosa tero'),
    clubs: ['Real *', 'CD *', 'UD *', '* CF', 'Deportivo *', 'SD *'],
  },
  {
    code: 'DE',
    utcOffset: 1,
    weight: 0.85,
    league: 'Reichsapfel-Liga',
    divisions: ['Erste', 'Zweite', 'Dritte', 'Nord', 'Süd'],
    beginnings: words(
      'Adels Brunken Dorn Eichel Falken Grauen Hollen Ister Kolber Linden Molden Ottern Rabens Wessen',
    ),
    endings: words('roda hagen stett bruck moor walde thal weiler'),
    clubs: ['FC *', 'SV *', 'VfR *', 'TSV *', 'Eintracht *', 'SC *'],
  },
  {
    code: 'IT',
    utcOffset: 1,
    weight: 0.8,
    league: 'Serie Aurora',
    divisions: ['Prima', 'Seconda', 'Terza', 'Nord', 'Sud'],
    beginnings: words(
      'Albre Borga Castre Dorve Fonta Gravel Lambre Monter Novar Pietra Roccal Sarve Torre Valmon',
    ),
    endings: words('sino nara llone detta gnola risi venzo tico'),
    clubs: ['AC *', 'US *', '* Calcio', 'AS *', 'Virtus *', 'Pro *'],
  },
  {
    code: 'TR',
    utcOffset: 3,
    weight: 0.5,
    league: 'Hilal Ligi',
    divisions: ['Birinci', 'İkinci', 'Üçüncü', 'Kuzey', 'Güney'],
    beginnings: words(
      'Akça Bozdu Çamlı Deren Eskihan Gölce Karasu Kavak Ovala Sarıta Taşlı Yelken Zeyti Uluda',
    ),
    endings: words('pınar köprü bahçe yazı ören hisar kaya tepe'),
    clubs: ['*spor', '* SK', '* Gücü', '* İdman Yurdu', 'Yeni *spor'],
  },
  {
    code: 'IN',
    utcOffset: 5.5,
    weight: 0.3,
    league: 'Peacock League',
    divisions: ENGLISH_DIVISIONS,
    beginnings: words(
      'Ambra Baldev Chandri Devgar Garhi Indra Jalna Kamla Madhu Narvel Purva Ratna Sundar Tarang',
    ),
    endings: words('pali wada kot garhi mandi tala gaon vihar'),
    clubs: ['* FC', '* Sporting', '* United', '* Warriors', 'Young *'],
  },
  {
    code: 'TH',
    utcOffset: 7,
    weight: 0.3,
    league: 'Lotus League',
    divisions: ENGLISH_DIVISIONS,
    beginnings: words('Ban Chaiya Dok Kaeng Lampa Mae Nakha Phanom Ratcha Sakhon Thung Ubolra Wiang Yodsa'),
    endings: words('buri sawat thani kham rak wong dara lai'),
    clubs: ['* FC', '* City', '* United', '* Elephants', 'Royal *'],
  },
  {
    code: 'JP',
    utcOffset: 9,
    weight: 0.45,
    league: 'Asahi League',
    divisions: ['First', 'Second', 'Third', 'East', 'West'],
    beginnings: words('Aka Fuji Hana Ishi Kawa Kuro Mina Natsu Oka Saku Shira Taka Umi Yuki'),
    endings: words('nohara mizaki dani gahara tsura zawano morito kubo'),
    clubs: ['* SC', 'Verda *', 'Estela *', '* Grampa', 'Albino *', 'FC *'],
  },
  {
    code: 'AU',
    utcOffset: 10,
    weight: 0.45,
    league: 'Southern Cross League',
    divisions: ENGLISH_DIVISIONS,
    beginnings: words('Barra Coola Dinga Gunda Jerra Kooro Marra Narra Oola Tarra Wallo Yanda Billa Munja'),
    endings: words('bong dilly wong creek mulla goona vale reach'),
    clubs: ['* FC', '* Mariners', '* Rangers', '* City', '* Kookaburras'],
  },
  {
    code: 'BR',
    utcOffset: -3,
    weight: 0.7,
    league: 'Liga Ipê',
    divisions: ['Série Ouro', 'Série Prata', 'Série Bronze', 'Norte', 'Sul'],
    beginnings: words(
      'Araca Boiru Caram Guara Ibira Jacu Maraca Nhandu Paraju Pirati Taqua Urubi Itare Jundu',
    ),
    endings: words('nema poranga tuba tinga rema guaba çaba ité'),
    clubs: ['* EC', 'Atlético *', 'AA *', '* FC', 'Nacional de *', 'União *'],
  },
  {
    code: 'CO',
    utcOffset: -5,
    weight: 0.4,
    league: 'Liga Esmeralda',
    divisions: SPANISH_DIVISIONS,
    beginnings: words('Agua Caqui Chiri Facal Guati Huila Jama Mani Nema Ocami Quibo Sibu Tunja Zipa'),
    endings: words('rama quira vita tama cuy zaque mesa doro'),
    clubs: ['Deportes *', 'Atlético *', 'Unión *', '* FC', 'Independencia *'],
  },
  {
    code: 'MX',
    utcOffset: -6,
    weight: 0.55,
    league: 'Liga Nopal',
    divisions: SPANISH_DIVISIONS,
    beginnings: words('Acal Coate Chima Huexo Izta Jaltipe Miche Nexti Ocote Popo Tecali Tlaxi Xochi Zaca'),
    endings: words('mango tepán lingo titlán huaca pulco cingo yahua'),
    clubs: ['Club *', 'Deportivo *', 'Atlético *', '* FC', 'Halcones de *', 'Unión *'],
  },
];
